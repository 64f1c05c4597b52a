"""Locks between processes, dropped by the kernel when their holder dies."""

import contextlib
import fcntl
import os

from . import paths, say


def _open(name):
    """Open the lock; a name that starts with ``cache-`` is shared by all checkouts."""
    folder = paths.folder_in_home("locks")
    if name.startswith("cache-"):
        folder = paths.cache() / "locks"
        folder.mkdir(parents=True, exist_ok=True)
    return open(folder / f"{name}.lock", "a+", encoding="utf-8")


def _sign(handle):
    handle.seek(0)
    handle.truncate()
    handle.write(str(os.getpid()))
    handle.flush()


def holder(handle):
    """Who holds the lock, as far as the file tells."""
    handle.seek(0)
    return handle.read().strip() or "unknown"


@contextlib.contextmanager
def exclusive(name, waiting=None):
    """Hold the lock; wait for another holder, saying so with ``waiting``."""
    with _open(name) as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if waiting:
                say.note(f"    {waiting} (process {holder(handle)}), waiting for it")
            fcntl.flock(handle, fcntl.LOCK_EX)
        _sign(handle)
        yield handle


@contextlib.contextmanager
def only_one(name, refusal):
    """Hold the lock or end the command with ``refusal``, which may name ``{pid}``."""
    with _open(name) as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise say.Stop(refusal.format(pid=holder(handle))) from None
        _sign(handle)
        yield handle


class Users:
    """Counts who uses something: each user shares the lock, the last one out knows."""

    def __init__(self, name):
        self.handle = _open(name)
        fcntl.flock(self.handle, fcntl.LOCK_SH)

    def leave(self):
        """Return whether nobody else is left. Call it holding the same start lock
        that newcomers take, so that nobody comes in between."""
        fcntl.flock(self.handle, fcntl.LOCK_UN)
        try:
            fcntl.flock(self.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        finally:
            self.handle.close()
        return True
