"""Where things lie: the checkout, its state folder and the user's cache."""

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETUP = ROOT / "setup"


def home():
    """State of this checkout: ``FT_HOME``, otherwise ``.odoo/`` at its root."""
    return Path(os.environ.get("FT_HOME") or ROOT / ".odoo").expanduser().resolve()


def cache():
    """Downloads shared by all checkouts of this user; inside the state folder when
    the user's cache cannot be written."""
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    folder = Path(base).expanduser() / "foreign-trade"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        writable = os.access(folder, os.W_OK)
    except OSError:
        writable = False
    return folder if writable else folder_in_home("cache")


def folder_in_home(*names):
    """A folder under the state folder, made if need be."""
    folder = home().joinpath(*names)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def home_id():
    """Six characters that tell this state folder from others on one server."""
    return hashlib.sha256(str(home()).encode()).hexdigest()[:6]
