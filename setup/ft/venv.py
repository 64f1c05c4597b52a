"""The private Python environment: pinned packages, from a cached folder of wheels."""

import hashlib
import os
import shutil
import sys
import sysconfig

from . import lock, paths, process, say, staged

SUPPORTED = [(3, minor) for minor in (13, 12, 11)]
PIP = ["-m", "pip", "--disable-pip-version-check", "--no-input"]
NET = ["--retries", "1", "--timeout", "20"]


def requirements():
    """The file with the pinned packages."""
    return paths.SETUP / "requirements.txt"


def key():
    """Changes whenever the environment must be made anew."""
    text = requirements().read_bytes()
    platform = f"{sysconfig.get_platform()}-{sys.implementation.cache_tag}"
    return f"{platform}-{hashlib.sha256(text).hexdigest()[:12]}"


def folder():
    """Where the environment lies. Its path is in its scripts: it cannot be moved."""
    return paths.home() / f"venv-{key()}"


def python():
    """The interpreter of the environment."""
    return folder() / "bin" / "python"


def supported_python():
    """An interpreter Odoo 19 runs on: this one, or another that is on the path."""
    if sys.version_info[:2] in SUPPORTED:
        return sys.executable
    for version in SUPPORTED:
        found = shutil.which(f"python{version[0]}.{version[1]}")
        if found:
            return found
    raise say.Stop("the suite needs Python 3.11 to 3.13: install one of them")


def ensure():
    """Make the environment unless it is complete."""
    if staged.complete(folder()):
        return
    with lock.exclusive("venv", "another command prepares the Python environment"):
        if staged.complete(folder()):
            return
        wheels = _wheels()
        say.step("Python environment (about 30 s)")
        target = folder()
        for old in paths.home().glob("venv-*"):
            if old != target and not _in_use(old):
                staged.remove(old)
        shutil.rmtree(target, ignore_errors=True)
        _create(target)
        process.run(
            [target / "bin" / "python", *PIP, "install", "--no-index", "--no-deps",
             "--find-links", wheels, "-r", requirements()],
            "install the Python packages", "venv",
        )  # fmt: skip
        (target / staged.STAMP).write_text("{}", encoding="utf-8")


def _in_use(folder_):
    """Whether a process still runs from that environment."""
    mark = str(folder_ / "bin").encode()
    for pid in filter(str.isdigit, os.listdir("/proc") if os.path.isdir("/proc") else ()):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as handle:
                if mark in handle.read():
                    return True
        except OSError:
            continue
    return False


def _create(target):
    try:
        process.run([sys.executable, "-m", "venv", target], "make a Python venv", "venv")
    except say.Stop as stop:
        hint = "on Debian: apt-get install python3-venv"
        raise say.Stop(f"{stop}; {hint}") from None


def _wheels():
    """The folder with a wheel for every pinned package, downloaded once."""
    target = paths.cache() / "wheels" / key()
    with lock.exclusive("cache-wheels", "another checkout downloads the Python packages"):
        names = staged.stamp(target)
        if not names or not all((target / name).is_file() for name in names):
            _download(target)
    return target


def _download(target):
    say.step("Python packages: downloading about 100 MB (a minute)")
    names = []
    with staged.building(target, names) as work:
        helper = work / "venv"
        _create(helper)
        try:
            process.run(
                [helper / "bin" / "python", *PIP, "wheel", *NET, "--no-deps",
                 "--wheel-dir", work, "-r", requirements()],
                "download the Python packages", "wheels", timeout=1800,
            )  # fmt: skip
        except say.Stop as stop:
            raise say.Stop(_explain(stop)) from None
        shutil.rmtree(helper)
        names.extend(path.name for path in work.glob("*.whl"))


def _explain(stop):
    log = process.tail(process.log_file("wheels"))[-20000:]
    offline = ("NewConnectionError", "Temporary failure", "Network is unreachable", "ProxyError")
    if "disk is full" not in str(stop) and any(sign in log for sign in offline):
        return "no network: the Python packages cannot be downloaded; connect and start again"
    return str(stop)


def become(module, arguments):
    """Replace this process by ``python -m module arguments`` of the environment."""
    env = dict(os.environ, PYTHONPATH=str(paths.SETUP), PYTHONUNBUFFERED="1")
    sys.stdout.flush()
    sys.stderr.flush()
    command = [str(python()), "-m", module, *arguments]
    os.execve(command[0], command, env)
