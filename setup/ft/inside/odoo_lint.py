# Fed to Odoo's shell: Odoo's own test_lint, looking at our modules only.
import os
from pathlib import Path

import odoo.modules
from odoo.modules import Manifest
from odoo.tools import config

OURS = os.environ["FT_OURS"].split(",")


def our_manifests():
    """Stands in for ``Manifest.all_addon_manifests``."""
    return [Manifest.for_addon(name) for name in OURS]


class OurConfig:
    """Stands in for the configuration in test_pylint, which reads all of root_path."""

    root_path = str(Path(Manifest.for_addon(OURS[0]).path))

    def __getitem__(self, key):
        return config[key]


Manifest.all_addon_manifests = staticmethod(our_manifests)
odoo.modules.get_modules = lambda: list(OURS)

from odoo.addons.test_lint.tests import test_pylint  # noqa: E402


class OurTools:
    """``odoo.tools`` with that configuration."""

    config = OurConfig()

    def __getattr__(self, name):
        return getattr(odoo.tools, name)


test_pylint.tools = OurTools()

with open(os.environ["FT_RUN_TESTS"], encoding="utf-8") as script:
    exec(compile(script.read(), script.name, "exec"), globals())
