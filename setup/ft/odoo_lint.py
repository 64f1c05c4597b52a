"""Odoo's own ``test_lint`` over our modules: manifests, signatures, indexes, gettext."""

from . import module_tests, paths

# Its eslint test would be skipped: eslint is not on the path. linters.py runs eslint with
# the same rules.
TAGS = "/test_lint,-/test_lint:TestESLint"


def run(ground):
    """Run it and return a part."""
    return module_tests.run(
        ground, TAGS, name="test_lint", modules=["test_lint"], script="odoo_lint.py",
        FT_OURS=",".join(ground.templates.modules),
        FT_RUN_TESTS=str(paths.SETUP / "ft" / "inside" / "run_tests.py"),
    )  # fmt: skip
