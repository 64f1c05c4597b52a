"""Steps of quantity as people write them. Nothing in here knows Odoo."""

import re

#: more steps than this do not fit on a page
MOST_STEPS = 8


class StepError(ValueError):
    """What stands among the steps and is none; ``too_many`` when there are more than fit."""


def read_steps(text):
    """``[1.0, 500.0]`` of ``1; 500`` or ``500, 1``: sorted, each once.

    Blanks, semicolons and commas part two steps; but a comma before exactly three digits, without
    a blank, groups thousands: ``1,000`` is one step.

    :raises StepError: naming what is no quantity above zero, or without text where none is given
    """
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text or "")
    steps = set()
    for word in re.split(r"[\s;,、，；]+", text.strip()):
        if not word:
            continue
        if not re.fullmatch(r"\d+(\.\d+)?", word) or not float(word):
            raise StepError(word)
        steps.add(float(word))
    if not steps:
        raise StepError("")
    if len(steps) > MOST_STEPS:
        raise StepError("too_many")
    return sorted(steps)
