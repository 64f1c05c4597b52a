"""Looks at a folder with Odoo: where its parts are, which series, what is missing."""

import ast
import os
import re
from dataclasses import dataclass
from pathlib import Path

from . import say

SERIES = "19.0"
PACKAGED = "usr/lib/python3/dist-packages"


@dataclass(frozen=True)
class Odoo:
    """An Odoo to run: what goes on PYTHONPATH, its add-on folders, its version."""

    pythonpath: Path
    addons: tuple
    version: str


def locate(folder):
    """Find Odoo in a source checkout, an unpacked Debian package or site-packages.

    :raises Stop: when there is none, or it is of another series
    """
    folder = Path(folder).expanduser().resolve()
    for root in (folder, folder / PACKAGED, folder.parent):
        if (root / "odoo" / "release.py").is_file():
            return _describe(root)
    raise say.Stop(f"no Odoo in {folder}: ODOO_HOME must be a checkout of Odoo {SERIES}")


def _describe(root):
    series = _series((root / "odoo" / "release.py").read_text(encoding="utf-8"))
    if series != SERIES:
        raise say.Stop(f"{root} holds Odoo {series}, the suite needs Odoo {SERIES}")
    addons = [root / "odoo" / "addons", root / "addons"]
    addons = tuple(path for path in addons if path.is_dir())
    if not any((path / "sale_crm").is_dir() for path in addons):
        raise say.Stop(f"{root} holds Odoo without its add-ons (sale_crm is missing)")
    return Odoo(root, addons, series)


def _series(release):
    """Series of a ``release.py``, read without running it."""
    found = re.search(r"^version_info\s*=\s*(\(.*\))", release, re.MULTILINE)
    if not found:
        return "of an unknown series"
    parts = re.findall(r"""[^,()\s'"]+""", found[1])[:2]
    return ".".join(parts)


def dangling_links(folder):
    """Links that lead nowhere. The web client dies of them in asset generation."""
    return [
        os.path.join(base, name)
        for base, folders, files in os.walk(folder)
        for name in [*folders, *files]
        if os.path.islink(os.path.join(base, name)) and not os.path.exists(os.path.join(base, name))
    ]


def missing_files(odoo):
    """Files named in manifests' asset lists of ``mail`` that are not there."""
    module = next(path / "mail" for path in odoo.addons if (path / "mail").is_dir())
    manifest = ast.literal_eval((module / "__manifest__.py").read_text(encoding="utf-8"))
    wanted = {
        item
        for bundle in manifest.get("assets", {}).values()
        for item in bundle
        if isinstance(item, str) and item.startswith("mail/") and "*" not in item
    }
    return sorted(name for name in wanted if not (module.parent / name).exists())
