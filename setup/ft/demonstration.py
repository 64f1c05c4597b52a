"""Proves the demonstration data: the tests that want a database which has them."""

from . import module_tests

TAG = "foreign_trade_demo"


def run(ground):
    """Run them in a clone of the demonstration template, which ``setup/demo`` uses too."""
    return module_tests.run(
        ground, TAG, "demonstration data", modules=ground.templates.modules,
        make=ground.templates.demo, also=(),
    )  # fmt: skip
