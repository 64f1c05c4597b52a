"""Run programs with their output in a log, and turn what they say into one line."""

import contextlib
import ctypes
import os
import re
import signal
import subprocess
import threading
import time

from . import paths, say

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)
CHILDREN = set()
STOPPING = threading.Event()
FULL = ("No space left on device", "Disk quota exceeded", "could not extend file")


def log_file(name):
    """Path of a log in the state folder."""
    return paths.folder_in_home("logs") / f"{name}.log"


def call(command, out, timeout, stdin=None, env=None, cwd=None):
    """Run a child in a session of its own, known to :func:`end_all`; its exit code.

    :param out: open file for its output
    :param stdin: open file to read from, nothing by default
    :raises subprocess.TimeoutExpired: after ``timeout`` seconds, the child being ended
    """
    if STOPPING.is_set():
        raise say.Stop("stopped")
    child = subprocess.Popen(
        [str(part) for part in command], stdin=stdin or subprocess.DEVNULL, stdout=out,
        stderr=subprocess.STDOUT, env=env, cwd=cwd, start_new_session=True,
        preexec_fn=die_with_parent,
    )  # fmt: skip
    CHILDREN.add(child)
    try:
        return child.wait(timeout)
    finally:
        end(child)
        CHILDREN.discard(child)


def stop_starting():
    """From now on start nothing more, and stop what runs: the command is being ended."""
    STOPPING.set()
    end_all()


def end_all():
    """Stop whatever children still run, from whichever thread they were started."""
    for child in list(CHILDREN):
        end(child)


def run(command, what, log, timeout=600, env=None, cwd=None):
    """Run ``command`` with its output appended to the log called ``log``.

    :param what: completes "cannot …" when the command fails
    :raises Stop: when it fails, is missing or takes longer than ``timeout`` seconds
    """
    path = log_file(log)
    with open(path, "ab") as out:
        start = out.tell()
        out.write(f"$ {' '.join(map(str, command))}\n".encode())
        out.flush()
        try:
            code = call(command, out, timeout, env=env, cwd=cwd)
        except subprocess.TimeoutExpired:
            raise say.Stop(f"cannot {what}: no end after {timeout} s (see {path})") from None
        except FileNotFoundError:
            raise say.Stop(f"cannot {what}: {command[0]} is not installed") from None
    if code:
        raise say.Stop(f"cannot {what}: {reason(tail(path, start))} (see {path})")


def tail(path, start=0):
    """What was written to the log after ``start``."""
    with open(path, "rb") as handle:
        handle.seek(start)
        return handle.read().decode(errors="replace")


def reason(text):
    """The line of a program's output that best explains its failure."""
    if any(sign in text for sign in FULL):
        return "the disk is full"
    raised = re.findall(r"^[\w.]+(?:Error|Exception|Warning|Violation\w*): .+", text, re.MULTILINE)
    if raised:
        return raised[-1][:300]
    lines = [line.strip() for line in text.splitlines()[1:] if line.strip()]
    marks = ("E:", "ERROR", "error:", "FATAL", "fatal:", "CRITICAL")
    marked = [line for line in lines if any(mark in line for mark in marks)]
    return (marked or lines or ["it failed without a word"])[-1][:200]


def alive(pid):
    """Whether a process with this id exists."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def end(child, grace=15):
    """Stop a child and what it started: ask, wait ``grace`` seconds, then insist."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        if child.poll() is not None:
            return
        _signal(child, sign)
        deadline = time.monotonic() + grace
        while child.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)


def _signal(child, sign):
    """Signal the child's whole session where it has one of its own."""
    with contextlib.suppress(ProcessLookupError):
        if os.getpgid(child.pid) == child.pid:
            os.killpg(child.pid, sign)
        else:
            child.send_signal(sign)


def die_with_parent():
    """For ``preexec_fn``: have the kernel end this child when its parent is killed."""
    with contextlib.suppress(OSError, AttributeError):
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
