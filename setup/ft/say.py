"""How the commands talk: progress to stderr, one clear line for what went wrong."""

import os
import sys
import time

# Handed on when the command enters its environment, so that times count from its start.
START = float(os.environ.setdefault("FT_STARTED", str(time.time())))


class Stop(Exception):
    """Ends the command with one line for the person at the keyboard, exit code 1."""


def step(text):
    """Tell what is being done now, and how long it may take."""
    note(f"==> [{time.time() - START:4.0f} s] {text}")


def note(text):
    """Print a line of progress. Standard output stays free for results."""
    print(text, file=sys.stderr, flush=True)


def warn(text):
    """Say what will be missing, without ending the command."""
    note(f"warning: {text}")
