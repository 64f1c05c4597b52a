"""``setup/test [TAGS]``: everything that proves the suite, or only the tests named."""

import argparse
import sys

from . import (
    core_tests,
    full_run,
    ground,
    module_tests,
    prerequisites,
    report,
    sources,
    upgrade_check,
)


def parse(arguments):
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="setup/test", description=__doc__)
    parser.add_argument("tags", nargs="*", help="Odoo test tags: /module:Class.method, a file …")
    parser.add_argument(
        "--core", action="store_true",
        help="run Odoo's own suites: what the tags select, otherwise our neighbours'",
    )  # fmt: skip
    parser.add_argument("--upgrade", metavar="COMMIT", help="upgrade a database this commit made")
    return parser.parse_args(arguments)


def main(arguments=None):
    """Run what was asked for; the last line counts it."""
    options = parse(sys.argv[1:] if arguments is None else arguments)
    total = report.Total()
    prerequisites.ensure()
    copy = sources.snapshot()
    with ground.ready(ours=copy) as here:
        if options.core:
            total.add(core_tests.run(here, options.tags))
        elif options.upgrade:
            total.add(upgrade_check.run(here, options.upgrade))
        elif options.tags:
            total.add(module_tests.run(here, module_tests.tags_of(options.tags)))
        else:
            full_run.run(here, total)
    return total.close()


if __name__ == "__main__":
    ground.command("test", main)
