"""Counts over all parts of a test run, and the one line at its end."""

import threading
from dataclasses import dataclass, field

#: How many test classes are named, and from how many seconds on.
SLOWEST, WORTH_TELLING = 20, 3


@dataclass
class Part:
    """Outcome of one part: numbers, and what to tell about each failure and skip."""

    name: str
    passed: int = 0
    failures: dict = field(default_factory=dict)
    skipped: dict = field(default_factory=dict)
    seconds: float = 0.0
    log: str = ""
    classes: dict = field(default_factory=dict)

    def slowest(self):
        """Where the time went: the slowest test classes, for progress."""
        slow = sorted(self.classes.items(), key=lambda item: -sum(item[1]))[:SLOWEST]
        for tag, (set_up, tests) in slow:
            if set_up + tests > WORTH_TELLING:
                yield f"     {set_up + tests:5.1f} s ({set_up:.1f} s to set up) {tag}"

    def lines(self):
        """The part as printed."""
        yield (
            f"{'FAIL' if self.failures else 'ok  '} {self.name}: {self.passed} passed, "
            f"{len(self.failures)} failed, {len(self.skipped)} skipped ({self.seconds:.0f} s)"
        )
        for name, reason in self.skipped.items():
            yield f"     skipped {name}: {first_line(reason)}"
        for name, reason in self.failures.items():
            yield f"     FAILED {name}"
            yield from (f"         {line}" for line in reason.strip().splitlines()[-12:])
        if self.failures and self.log:
            yield f"     log: {self.log}"


class Total:
    """Sum of the parts."""

    def __init__(self):
        self.parts = []
        self.lock = threading.Lock()

    def add(self, part):
        """Print a part as soon as it is there."""
        with self.lock:
            self.parts.append(part)
            print("\n".join(part.lines()), flush=True)

    def close(self):
        """Print the closing line and return the exit code."""
        passed = sum(part.passed for part in self.parts)
        failed = sum(len(part.failures) for part in self.parts)
        print(f"{passed} passed, {failed} failed", flush=True)
        return 1 if failed or not passed else 0


def first_line(text):
    """The first line of a reason, shortened."""
    return (text.strip().splitlines() or [""])[0][:160]
