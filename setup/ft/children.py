"""Wait for a child that talks to the person directly, and end it when asked to."""

import signal
import sys

from . import process


def wait(child):
    """Return the child's exit code; end the child however the wait ends.

    Ctrl-C in a terminal reaches the child too, and Odoo's shell goes on after it: so
    there it is left to the child.
    """
    if sys.stdin.isatty():
        signal.signal(signal.SIGINT, lambda *_signal: None)
    try:
        return child.wait()
    finally:
        process.end(child)
