"""Gets Odoo 19.0: ``ODOO_HOME``, Debian's package, or a shallow git clone."""

import os
import shutil
from pathlib import Path

from . import apt, lock, odoo_tree, paths, process, say, staged

PACKAGES = (
    "odoo-19/sid",
    # What the package links to. Font Awesome 4.7 and Inconsolata's truetype folder are
    # only in stable, Montserrat only in unstable.
    "libjs-jquery/bookworm", "libjs-jquery-form/bookworm", "libjs-underscore/bookworm",
    "fonts-font-awesome/bookworm", "fonts-roboto-unhinted/bookworm",
    "fonts-montserrat/sid", "fonts-inconsolata/bookworm", "fonts-ocr-b/bookworm",
)  # fmt: skip
GIT = "https://github.com/odoo/odoo.git"
SELFIE = "static/lib/selfie_segmentation/selfie_segmentation.js"
STUB = """\
// Debian removes this library, which blurs the background of video calls. The asset
// bundles name the file, so it must exist; the effect does nothing.
window.SelfieSegmentation = class SelfieSegmentation {
    setOptions() {}
    onResults() {}
    async initialize() {}
    async send() {}
    close() {}
    reset() {}
};
"""


def ensure():
    """Return the Odoo to use, getting it first if need be."""
    if os.environ.get("ODOO_HOME"):
        return _check_given(odoo_tree.locate(os.environ["ODOO_HOME"]))
    target = paths.home() / "odoo"
    facts = staged.stamp(target)
    if not facts:
        with lock.exclusive("odoo", "another command gets Odoo"):
            facts = staged.stamp(target)
            if not facts:
                facts = _get(target)
    found = odoo_tree.locate(target)
    return odoo_tree.Odoo(found.pythonpath, found.addons, facts["version"])


def _check_given(odoo):
    """Say what an Odoo that is not ours to mend lacks."""
    for root in {path.resolve() for path in odoo.addons}:
        broken = odoo_tree.dangling_links(root)
        if broken:
            say.warn(f"{len(broken)} dangling links under {root}, such as {broken[0]}")
    for name in odoo_tree.missing_files(odoo):
        say.warn(f"ODOO_HOME lacks {name}: pages of the web client will not load")
    return odoo


def _get(target):
    facts = {}
    if apt.mirror():
        say.step("Odoo 19.0 from Debian, 130 MB (10 s to a few minutes)")
        debs = apt.fetch("odoo", PACKAGES)
        facts["version"] = apt.version(debs, "odoo-19")
        with staged.building(target, facts) as work:
            apt.unpack(debs, work)
            _mend(work)
    elif shutil.which("git"):
        say.step("Odoo 19.0 with git, 400 MB (some minutes)")
        with staged.building(target, facts) as work:
            facts["version"] = _clone(work)
            _mend(work)
    else:
        raise say.Stop("cannot get Odoo: neither apt with a Debian mirror nor git is here")
    return facts


def _clone(work):
    url = os.environ.get("FT_ODOO_GIT", GIT)
    env = dict(os.environ, GIT_TERMINAL_PROMPT="0")
    try:
        process.run(
            ["git", "clone", "--quiet", "--depth", "1", "--branch", "19.0", url, work / "odoo"],
            "clone Odoo with git", "git", timeout=3600, env=env,
        )  # fmt: skip
    except say.Stop as stop:
        log = process.tail(process.log_file("git"))[-2000:]
        if "Could not resolve host" in log or "unable to access" in log:
            raise say.Stop("no network: Odoo cannot be cloned; connect and start again") from None
        raise stop
    head = (work / "odoo/.git/HEAD").read_text(encoding="utf-8").split()[-1]
    ref = work / "odoo/.git" / head
    commit = ref.read_text(encoding="utf-8") if ref.is_file() else head
    for part in (work / "odoo").iterdir():
        part.rename(work / f"{part.name}.new")
    (work / "odoo").rmdir()
    for part in list(work.glob("*.new")):
        part.rename(work / part.name.removesuffix(".new"))
    return f"19.0-{commit[:12].strip()}"


def _mend(work):
    """Put in what is missing and refuse a tree the web client would die of."""
    odoo = odoo_tree.locate(work)
    for addons in odoo.addons:
        stub = Path(addons) / "mail" / SELFIE
        if stub.parents[3].is_dir() and not stub.exists():
            stub.parent.mkdir(parents=True, exist_ok=True)
            stub.write_text(STUB, encoding="utf-8")
    broken = odoo_tree.dangling_links(work)
    if broken:
        raise say.Stop(f"Odoo's package links to {os.readlink(broken[0])}, which is missing")
    missing = odoo_tree.missing_files(odoo)
    if missing:
        raise say.Stop(f"Odoo's package lacks {missing[0]}")
