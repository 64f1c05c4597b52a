"""Folders that are either complete or absent: built aside, stamped, then renamed."""

import contextlib
import json
import os
import shutil
import tempfile

STAMP = ".ft-complete"


def stamp(folder):
    """What was noted when the folder was finished, or ``None`` if it is not there."""
    try:
        return json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def complete(folder):
    """Whether the folder was finished."""
    return stamp(folder) is not None


def remove(folder):
    """Delete a folder so that no other process ever sees it half deleted."""
    if not folder.exists():
        return
    aside = tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent)
    os.rename(folder, os.path.join(aside, "x"))
    shutil.rmtree(aside, ignore_errors=True)


def clean_leftovers(folder):
    """Delete what interrupted builds of ``folder`` left beside it."""
    for left in folder.parent.glob(f".{folder.name}-*"):
        shutil.rmtree(left, ignore_errors=True)


@contextlib.contextmanager
def building(folder, facts, mode=0o755):
    """Give a new folder to fill; it takes the place of ``folder`` once the block ends.

    Hold a lock around it. ``facts`` becomes the stamp.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    clean_leftovers(folder)
    work = type(folder)(tempfile.mkdtemp(prefix=f".{folder.name}-new-", dir=folder.parent))
    try:
        yield work
        (work / STAMP).write_text(json.dumps(facts), encoding="utf-8")
        work.chmod(mode)
        remove(folder)
        os.rename(work, folder)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
