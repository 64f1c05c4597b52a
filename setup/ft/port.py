"""A port of this machine that no other run of ours takes meanwhile."""

import contextlib
import fcntl
import random
import socket

from . import paths, say

FIRST, LAST = 18100, 19900


def is_free(number):
    """Whether a server could listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", number))
        except OSError:
            return False
    return True


@contextlib.contextmanager
def free():
    """Reserve a free port for the length of the block."""
    numbers = list(range(FIRST, LAST))
    random.shuffle(numbers)
    for number in numbers[:200]:
        path = paths.folder_in_home("locks") / f"port-{number}.lock"
        with open(path, "w", encoding="utf-8") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            if is_free(number):
                try:
                    yield number
                finally:
                    path.unlink(missing_ok=True)
                return
    raise say.Stop(f"no free port between {FIRST} and {LAST}")
