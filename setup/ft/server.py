"""An Odoo server as a child of the command: started, waited for, stopped."""

import contextlib
import subprocess
import time
import urllib.error
import urllib.request

from . import process, say


def start(runner, database, port, log, *options):
    """Start serving one database, with the output in the log called ``log``."""
    command = runner.command(
        "-d", database, f"--db-filter=^{database}$", f"--http-port={port}", "--workers=0",
        "--no-database-list", runner.addons_option(), *options,
    )  # fmt: skip
    with open(process.log_file(log), "ab") as out:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
            env=runner.env(), start_new_session=True, preexec_fn=process.die_with_parent,
        )  # fmt: skip


def wait(child, port, log, timeout=120):
    """Wait until the server answers.

    :raises Stop: when it ends or stays silent
    """
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        if child.poll() is not None:
            why = process.reason(process.tail(process.log_file(log)))
            raise say.Stop(f"the Odoo server ended: {why}")
        with contextlib.suppress(OSError, urllib.error.URLError):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/web/login", timeout=30) as page:
                if page.status == 200:
                    return
        time.sleep(0.2)
    raise say.Stop(f"the Odoo server did not answer within {timeout} s")


@contextlib.contextmanager
def running(runner, database, port, log, *options):
    """A server for the length of the block."""
    child = start(runner, database, port, log, *options)
    try:
        wait(child, port, log)
        yield child
    finally:
        process.end(child)
