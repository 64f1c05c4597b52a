"""Odoo's own ``test_lint`` over our modules: manifests, signatures, indexes, gettext."""

from . import module_tests, paths

# They look at files or models of Odoo's only, or need tools Odoo's developers have.
EXCLUDED = "-/test_lint:TestL10nAccount"


def run(ground):
    """Run it and return a part."""
    return module_tests.run(
        ground, "/test_lint", name="test_lint", modules=["test_lint"], script="odoo_lint.py",
        FT_OURS=",".join(ground.templates.modules),
        FT_RUN_TESTS=str(paths.SETUP / "ft" / "inside" / "run_tests.py"),
    )  # fmt: skip
