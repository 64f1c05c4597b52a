"""Run programs with their output in a log, and turn what they say into one line."""

import os
import re
import signal
import subprocess
import time

from . import paths, say

FULL = ("No space left on device", "Disk quota exceeded", "could not extend file")


def log_file(name):
    """Path of a log in the state folder."""
    return paths.folder_in_home("logs") / f"{name}.log"


def run(command, what, log, timeout=600, env=None, cwd=None, stdin=None):
    """Run ``command`` with its output appended to the log called ``log``.

    :param what: completes "cannot …" when the command fails
    :raises Stop: when it fails, is missing or takes longer than ``timeout`` seconds
    """
    path = log_file(log)
    with open(path, "ab") as out:
        start = out.tell()
        out.write(f"$ {' '.join(map(str, command))}\n".encode())
        out.flush()
        options = {"input": stdin.encode()} if stdin else {"stdin": subprocess.DEVNULL}
        try:
            done = subprocess.run(
                [str(part) for part in command], stdout=out, stderr=subprocess.STDOUT,
                timeout=timeout, env=env, cwd=cwd, **options,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise say.Stop(f"cannot {what}: no end after {timeout} s (see {path})") from None
        except FileNotFoundError:
            raise say.Stop(f"cannot {what}: {command[0]} is not installed") from None
    if done.returncode:
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


def end(process, grace=15):
    """Stop a child: ask, wait ``grace`` seconds, then insist."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is not None:
            return
        process.send_signal(sign)
        deadline = time.monotonic() + grace
        while process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
