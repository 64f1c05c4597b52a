"""``setup/translate``: export each module's .pot and bring its zh_CN.po up to date.

Translations that exist are kept, new terms are added empty, terms that are gone are
dropped. Ends with the number of terms that still wait for their Chinese.
"""

import subprocess

import polib

from . import ground, paths, process, say, sources

LANGUAGE = "zh_CN"


def main():
    """Export, merge, count."""
    with ground.ready(ours=sources.snapshot()) as here:
        with here.templates.temporary(here.templates.suite, "i18n") as database:
            export(here.runner, database, here.templates.modules)
    waiting = sum(merge(module) for module in here.templates.modules)
    print(f"{waiting} terms wait for their translation")
    return 1 if waiting else 0


def export(runner, database, modules):
    """Write the .pot of each module."""
    command = runner.command("i18n", "export", "-d", database, *modules)
    done = subprocess.run(
        command, env=runner.env(), stdin=subprocess.DEVNULL, capture_output=True, text=True,
        timeout=300,
    )  # fmt: skip
    if done.returncode:
        raise say.Stop(f"i18n export: {process.reason(done.stderr)}")


def template_path(module):
    """The .pot of a module."""
    return paths.ROOT / module / "i18n" / f"{module}.pot"


def merge(module):
    """Bring the translation up to its template; returns how many terms are empty."""
    template = polib.pofile(str(template_path(module)), wrapwidth=78)
    path = paths.ROOT / module / "i18n" / f"{LANGUAGE}.po"
    known = {}
    if path.exists():
        known = {entry.msgid: entry.msgstr for entry in polib.pofile(str(path)) if entry.msgstr}
    for entry in template:
        entry.msgstr = known.get(entry.msgid, "")
    template.metadata["Language"] = LANGUAGE
    template.metadata["Language-Team"] = "Chinese (Simplified)"
    template.metadata["Plural-Forms"] = "nplurals=1; plural=0;"
    template.save(str(path))
    return sum(not entry.msgstr for entry in template)


if __name__ == "__main__":
    ground.command("translate", main)
