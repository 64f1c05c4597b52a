"""Our modules: which there are, what they need, and a copy no editor touches.

Tests run on a copy of the modules, named after a hash of the content: several people
may edit and test in one checkout at the same time.
"""

import ast
import contextlib
import hashlib
import os
import shutil
import time
from pathlib import Path

from . import lock, paths, staged

MODULES = ("foreign_trade_crm", "foreign_trade_samples", "foreign_trade_shipping")
# What design.md promises; manifests may add to it.
GROUND = ("sale_crm", "sale_management", "stock_delivery", "sale_margin")
SKIPPED = shutil.ignore_patterns("__pycache__", "*.pyc", ".*", "node_modules", "*.swp", "*~")
KEEP_COPIES = 4
# Modules that hold only tests and are installed only to run them.
TEST_ADDONS = "tests/addons"


def present():
    """Our modules that exist as far as a manifest, in dependency order."""
    return [name for name in MODULES if (paths.ROOT / name / "__manifest__.py").is_file()]


def test_addons():
    """Names of our test-only modules."""
    folder = paths.ROOT / TEST_ADDONS
    return sorted(path.parent.name for path in folder.glob("*/__manifest__.py"))


def manifest(name):
    """A module's manifest, read as data."""
    text = (paths.ROOT / name / "__manifest__.py").read_text(encoding="utf-8")
    return ast.literal_eval(text)


def neighbours():
    """Odoo's modules ours stand on."""
    wanted = set(GROUND)
    for name in present():
        wanted.update(manifest(name).get("depends", ()))
    return sorted(wanted - set(MODULES))


def closure(text):
    """Our modules named in ``text`` with those of ours they depend on."""
    wanted = {name for name in present() if name in text}
    for name in reversed(present()):
        if name in wanted:
            wanted.update(manifest(name).get("depends", ()))
    return [name for name in present() if name in wanted]


def _files(root, skip=()):
    for base, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders if f not in skip and not f.startswith((".", "__")))
        for name in sorted(names):
            if not name.startswith(".") and not name.endswith((".pyc", "~", ".swp")):
                yield Path(base, name)


def content_hash(names, skip=(), root=None):
    """Hash of the modules' files, leaving out folders called as in ``skip``."""
    return _hash({name: (root or paths.ROOT) / name for name in names}, skip)


def _hash(folders, skip=()):
    digest = hashlib.sha256()
    for name, folder in sorted(folders.items()):
        for path in _files(folder, skip):
            digest.update(f"{name}/{path.relative_to(folder)}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


class _Changed(Exception):
    """An editor wrote while the modules were copied."""


def snapshot():
    """Copy the modules and return the folder to use as an add-on path.

    A copy is looked at before it gets its place: another process may use it from then on.
    """
    folders = {name: paths.ROOT / name for name in present()}
    folders.update({name: paths.ROOT / TEST_ADDONS / name for name in test_addons()})
    for _attempt in range(3):
        before = _hash(folders)
        target = paths.home() / "src" / before
        with lock.exclusive("src"), contextlib.suppress(_Changed):
            if staged.complete(target):
                os.utime(target)
                return target
            with staged.building(target, sorted(folders)) as work:
                for name, folder in folders.items():
                    shutil.copytree(folder, work / name, ignore=SKIPPED)
                if _hash({name: work / name for name in folders}) != before:
                    raise _Changed
            _forget_old(target)
            return target
        time.sleep(0.5)
    raise OSError("the modules changed while they were copied, three times over")


def _forget_old(keep):
    """Delete copies nobody has used for two hours, beyond the newest few."""
    copies = [path for path in keep.parent.iterdir() if not path.name.startswith(".")]
    copies.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in copies[KEEP_COPIES:]:
        if path != keep and time.time() - path.stat().st_mtime > 7200:
            staged.remove(path)
