"""The full test run: lanes that take part after part."""

import concurrent.futures
import functools
import queue

from . import (
    demonstration,
    end_to_end,
    installation,
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

#: One more than two cores: browser tests wait for a page a third of their time.
LANES = 3
#: The module tests come in so many parts, so that all lanes end at about the same time.
SHARES = 3


def parts():
    """What is run, as (name, work). A lane that is free takes the next one: what others wait
    for and what takes long comes early, short parts fill up at the end."""
    shares = [
        (f"module tests {number}/{SHARES}", functools.partial(module_tests.of_suite, share=share))
        for number, share in ((n, f"{n}/{SHARES}") for n in range(1, SHARES + 1))
    ]
    return [
        shares[0],
        ("linters", linters.run),
        ("unit tests", unit_tests.run),
        ("uninstall", uninstall_check.run),
        ("browser tests", module_tests.in_browser),
        *shares[1:],
        ("end-to-end", end_to_end.run),
        ("test_lint", odoo_lint.run),
        ("demonstration data", demonstration.run),
        ("installation", installation.run),
    ]


def run(ground, total):
    """Run every part and print each as it ends. A part that cannot run has failed."""
    left = queue.SimpleQueue()
    for part in parts():
        left.put(part)
    with concurrent.futures.ThreadPoolExecutor(LANES) as pool:
        running = [pool.submit(_lane, ground, left, total) for _lane_number in range(LANES)]
        waiting.results(*running)


def _lane(ground, left, total):
    while True:
        try:
            name, work = left.get_nowait()
        except queue.Empty:
            return
        try:
            total.add(work(ground))
        except say.Stop as stop:
            if process.STOPPING.is_set():
                return
            total.add(report.Part(name, failures={name: str(stop)}))
