"""Wait for a child that talks to the person directly, and end it when asked to."""

from . import process


def wait(child, grace=20):
    """Return the child's exit code. Ctrl-C reaches the child from the terminal; it gets
    time to end in its own way before it is ended."""
    try:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                child.wait(timeout=grace)
    finally:
        process.end(child, grace)


def stop(child):
    """End a child however the command ends."""
    process.end(child)
