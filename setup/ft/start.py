"""First half of every command: runs on any Python, makes the environment, enters it."""

import concurrent.futures
import errno
import os
import shutil
import signal
import sys

NEEDED_MB = 2500


def main(command):
    """Prepare what the command needs and hand over to ``ft.cmd_COMMAND``."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this is where that is found out
        enter_newer_python()
    from . import paths, say, staged, venv

    try:
        python = venv.supported_python()
        if python != sys.executable:
            os.execv(python, [python, *sys.argv])
        try:
            room(paths.home())
            if not staged.complete(venv.folder()):
                get_ready()
        except OSError as error:
            raise say.Stop(explain(error)) from error
        venv.become(f"ft.cmd_{command}", sys.argv[1:])
    except say.Stop as stop:
        sys.exit(f"setup/{command}: {stop}")
    except KeyboardInterrupt:
        sys.exit(130)


def enter_newer_python():
    """Start again with a Python Odoo runs on. Old syntax only, in this function."""
    for minor in (13, 12, 11):
        found = shutil.which("python3.%d" % minor)  # noqa: UP031
        if found:
            os.execv(found, [found] + sys.argv)
    sys.exit("the suite needs Python 3.11 to 3.13: install one of them")


def get_ready():
    """First run: Odoo is fetched while the environment is made; neither needs the other."""
    from . import odoo_source, venv, waiting

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, terminated)
    work = [venv.ensure]
    if not os.environ.get("ODOO_HOME"):
        work.append(odoo_source.ensure)
    with concurrent.futures.ThreadPoolExecutor(len(work)) as pool:
        waiting.results(*map(pool.submit, work))


def terminated(_number, _frame):
    """A request to end unwinds the stack, so that what was started is stopped."""
    raise SystemExit(143)


def room(home):
    """Refuse a first run on a disk where it cannot end well."""
    from . import say, staged, venv

    home.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(home).free // 2**20
    need = 200 if staged.complete(venv.folder()) else NEEDED_MB
    if free < need:
        raise say.Stop(f"the disk is full: {home} needs {need} MB free and has {free} MB")


def is_full(home):
    """Whether too little room is left for PostgreSQL to go on."""
    return shutil.disk_usage(home).free < 64 * 2**20


def explain(error):
    """One line for an error of the operating system."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full"
    return str(error)
