"""Waiting for work that goes on in threads, and stopping it when the command is ended."""

from . import process


def results(*futures):
    """Results of all, in order. Being told to stop stops what they run first."""
    try:
        return [future.result() for future in futures]
    except BaseException:
        process.stop_starting()
        raise
