"""``setup/bench``: the same work on plain Odoo and on Odoo with the suite, side by side."""

import argparse
import contextlib
import importlib
import json
import statistics
import sys
from pathlib import Path

from . import bench_case, bench_side, ground, paths, say, sources

#: rounds that are not counted, of a short case and of a long one
WARM_UP, WARM_UP_LONG = 2, 1
SHORT_RUNS = 20


def parse(arguments):
    """Read the command line and check the names."""
    names = case_names()
    parser = argparse.ArgumentParser(prog="setup/bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names))
    parser.add_argument("--size", choices=("small", "medium", "large"), default="small")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the figures there")
    parser.add_argument("--runs", type=int, help="measured runs instead of each case's own")
    parser.add_argument(
        "--profile", metavar="FOLDER", type=Path, help="measure nothing; keep profiles there"
    )
    options = parser.parse_args(arguments)
    unknown = set(options.names) - set(names)
    if unknown:
        parser.error(f"no case is called {', '.join(sorted(unknown))}; there are {names}")
    options.names = options.names or names
    return options


def case_names():
    """Names of all cases."""
    folder = paths.SETUP / "bench_cases"
    sys.path.insert(0, str(folder))
    for path in sorted(folder.glob("*.py")):
        importlib.import_module(path.stem)
    return list(bench_case.CASES)


def main(arguments=None):
    """Measure and judge; exit code 1 when a case is over its limit."""
    options = parse(sys.argv[1:] if arguments is None else arguments)
    copy = sources.snapshot()
    with ground.ready(ours=copy, need_trigrams=True) as here, contextlib.ExitStack() as stack:
        sides = {name: open_side(stack, here, name, options) for name in bench_case.SIDES}
        for side in sides.values():
            say.step(f"preparing the data on the side {side.name}")
            side.ask("prepare", options.names)
        if options.profile:
            return profile(sides, options)
        results = []
        print(f"{'case':<42}{'plain ms':>10}{'suite ms':>10}{'ratio':>8}{'limit':>7}  queries")
        for name in options.names:
            for result in measure(sides, bench_case.CASES[name], options.runs):
                results.append(result)
                print(line_of(result), flush=True)
    if options.json:
        text = json.dumps({"size": options.size, "cases": results}, indent=2)
        options.json.write_text(text + "\n", encoding="utf-8")
    bad = [result["name"] for result in results if not result["within"]]
    if bad:
        say.note(f"over the limit: {', '.join(bad)}")
    return 1 if bad else 0


def profile(sides, options):
    """Keep a profile of each case and side, for ``python -m pstats FILE``, and its statements."""
    options.profile.mkdir(parents=True, exist_ok=True)
    for name in options.names:
        times = options.runs or min(10, bench_case.CASES[name].runs)
        for side in sides.values():
            file = options.profile.resolve() / f"{name}-{side.name}.prof"
            print(side.ask("profile", [name, times, str(file)]), flush=True)
    return 0


def open_side(stack, here, name, options):
    """A worker on a database of its own."""
    made = here.templates
    database = stack.enter_context(
        made.temporary(made.base if name == "plain" else made.suite, f"bench_{name}")
    )
    side = bench_side.Side(name, here, database, options.size)
    stack.callback(side.close)
    return side


def measure(sides, case, runs):
    """Run a case in turn on every side; yields a result for each side but plain.

    A case over its time limit is measured once more, since a busy machine may have hit
    one side; the second figures count.
    """
    figures = run_rounds(sides, case, runs or case.runs)
    if any(not judge(case, figures, name)["within"] for name in bench_case.LIMITS):
        figures = run_rounds(sides, case, runs or case.runs)
    for name in bench_case.LIMITS:
        yield judge(case, figures, name)


def run_rounds(sides, case, runs):
    """Alternate the sides, each going first in turn; their figures by side."""
    order = steps(sides, case)
    figures = {step: [] for step in order}
    warm_up = WARM_UP if case.runs >= SHORT_RUNS else WARM_UP_LONG
    for number in range(warm_up + runs):
        for step in order:
            side, _, base = step.partition(":")
            answer = sides[side].ask("run_base" if base else "run", case.name)
            if number >= warm_up:
                figures[step].append(answer)
        order = order[1:] + order[:1]
    outcomes = {name: answers[0]["outcome"] for name, answers in figures.items()}
    if any(outcome != outcomes[order[0]] for outcome in outcomes.values()):
        raise say.Stop(f"{case.name} does not have the same outcome on all sides: {outcomes}")
    return figures


def steps(sides, case):
    """What is measured in turn: every side, or each side of ours and its own smaller work."""
    if case.own_base:
        return [step for name in bench_case.LIMITS for step in (f"{name}:base", name)]
    return list(sides)


def judge(case, figures, name):
    """The comparison of one side with plain Odoo, or with its own smaller work."""
    base = figures[f"{name}:base" if case.own_base else "plain"]
    plain = statistics.median(answer["ms"] for answer in base)
    suite = statistics.median(answer["ms"] for answer in figures[name])
    plain_queries = statistics.median_low(answer["queries"] for answer in base)
    suite_queries = statistics.median_low(answer["queries"] for answer in figures[name])
    ratio, limit = suite / plain, case.limit(name)
    digits = 2 if limit >= 1 else 3
    added = suite_queries - plain_queries
    return {
        "name": case.name if name == "suite" else f"{case.name} (ready sets loaded)",
        "plain_ms": round(plain, 2),
        "suite_ms": round(suite, 2),
        "ratio": round(ratio, 3),
        "limit": limit,
        "plain_queries": plain_queries,
        "suite_queries": suite_queries,
        "queries_allowed": plain_queries + case.queries_allowed(),
        "runs": len(figures[name]),
        "within": round(ratio, digits) <= limit and added <= case.queries_allowed(),
    }


def line_of(result):
    """A result as a line of the table."""
    mark = "" if result["within"] else "  OVER"
    return (
        f"{result['name']:<42}{result['plain_ms']:>10.1f}{result['suite_ms']:>10.1f}"
        f"{result['ratio']:>8.3f}{result['limit']:>7}  "
        f"{result['plain_queries']} -> {result['suite_queries']}{mark}"
    )


if __name__ == "__main__":
    ground.command("bench", main)
