"""Runs ``tests/test_*.py`` against a server on a clone of the suite, without demonstration data.

The tests find ``FT_URL``, ``FT_DB``, ``FT_LOGIN_ADMIN`` and ``FT_PASSWORD_ADMIN`` of Odoo's
administrator, who sets up everything else over the API as a new company would; ``FT_ODOO_CMD``
(Odoo's command line as shell words; its environment is the tests' own), ``FT_ADDONS`` (the option
that names the add-ons path), ``FT_HTTP_PORT`` and ``FT_SCREENSHOTS``.
"""

import shlex
import time

from . import logins, outcome, paths, port, report, say, server, unit_tests


def run(ground):
    """Start the server, run the tests, stop it; a part with the outcome."""
    part = report.Part("end-to-end")
    tests = paths.ROOT / "tests"
    if not any(tests.rglob("test_*.py")):
        part.skipped["end-to-end"] = "tests/ holds no tests"
        return part
    made = ground.templates
    with made.temporary(made.suite, "e2e") as database, port.free() as number:
        say.step("end-to-end tests against a running server")
        began = time.monotonic()
        options = ("--max-cron-threads=0",)
        with server.running(ground.runner, database, number, f"e2e-{database}", *options):
            env = ground.runner.env(**variables(ground, database, number))
            outcome.merge(part, unit_tests.discover("end-to-end", str(tests), str(tests), env, 900))
    part.seconds = time.monotonic() - began
    return part


def variables(ground, database, number):
    """What the tests find in their environment."""
    return {
        "FT_URL": f"http://127.0.0.1:{number}",
        "FT_DB": database,
        "FT_HTTP_PORT": str(number),
        "FT_ODOO_CMD": shlex.join(ground.runner.command()),
        "FT_ADDONS": ground.runner.addons_option(),
        "FT_SCREENSHOTS": str(paths.folder_in_home("screenshots", "e2e")),
        **logins.variables(()),
    }
