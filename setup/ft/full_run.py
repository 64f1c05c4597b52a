"""The full test run: two lanes beside each other, one for each core."""

import concurrent.futures

from . import (
    demonstration,
    end_to_end,
    linters,
    module_tests,
    odoo_lint,
    process,
    report,
    say,
    uninstall_check,
    unit_tests,
    waiting,
)


def run(ground, total):
    """Run every part and print each as it ends. A part that cannot run has failed."""
    lanes = (
        [("module tests", module_tests.of_suite)],
        [
            ("linters", linters.run),
            ("unit tests", unit_tests.run),
            ("test_lint", odoo_lint.run),
            ("uninstall", uninstall_check.run),
            ("end-to-end", end_to_end.run),
            ("demonstration data", demonstration.run),
            ("browser tests", module_tests.in_browser),
        ],
    )
    with concurrent.futures.ThreadPoolExecutor(len(lanes)) as pool:
        running = [pool.submit(_lane, ground, lane, total) for lane in lanes]
        waiting.results(*running)


def _lane(ground, parts, total):
    for name, work in parts:
        try:
            total.add(work(ground))
        except say.Stop as stop:
            if process.STOPPING.is_set():
                return
            total.add(report.Part(name, failures={name: str(stop)}))
