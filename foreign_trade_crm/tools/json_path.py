"""Where a value stands in a JSON document: a small language that users write. Pure functions.

    ===============================  ==================================================
    ``buyer.email``                  member of an object, and of what is in it
    ``items[0]``, ``items[-1]``      element of a list, counted from 0, or from its end
    ``items[*].name``                of every element
    ``answers[field.ref=mail].text`` of the elements in which a member has this value
    ``["Company name"].value``       a name with spaces, dots or brackets
    ``name | full_name``             the second where the first finds nothing
    ``first + last``                 both, with a space between; spaces around the sign
    ``'USD'``                        always this text
    ===============================  ==================================================

What does not exist is no error: nothing is found. Values are compared as text, upper and
lower case alike.
"""

import re
from functools import lru_cache

MAX_LENGTH = 500
SIGN = r"[^.\[\]|'\"=*]"
NAME = re.compile(rf"(?!\s){SIGN}(?:(?:(?!\s\+\s){SIGN})*(?!\s){SIGN})?")
PLUS = re.compile(r"\s*\+\s+")
INDEX = re.compile(r"\[\s*(-?\d{1,6})\s*\]")
EVERY = re.compile(r"\[\s*\*\s*\]")
QUOTED = re.compile(r"\[\s*(?:\"([^\"]+)\"|'([^']+)')\s*\]")
FILTER = re.compile(r"\[\s*([^\[\]=|'\"]+?)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\[\]|]*?))\s*\]")
LITERAL = re.compile(r"'([^']*)'|\"([^\"]*)\"")
SPACE = re.compile(r"\s*")


class PathError(ValueError):
    """A path that cannot be read. ``kind`` tells why, ``position`` where, counted from 1."""

    def __init__(self, kind, position, rest=""):
        super().__init__(f"{kind} at {position}")
        self.kind, self.position, self.rest = kind, position, rest[:20]


@lru_cache(maxsize=2048)
def parse(expression):
    """The alternatives of an expression, each a tuple of terms, each a tuple of steps.

    :raises PathError: of kind ``empty``, ``long``, ``name``, ``bracket`` or ``end``
    """
    if len(expression) > MAX_LENGTH:
        raise PathError("long", MAX_LENGTH)
    position, alternatives = 0, []
    while True:
        terms, position = _parse_alternative(expression, position)
        alternatives.append(terms)
        if position == len(expression):
            return tuple(alternatives)
        if expression[position] != "|":
            raise PathError("end", position + 1, expression[position:])
        position += 1


def _parse_alternative(text, position):
    terms = []
    while True:
        steps, position = _parse_term(text, position)
        terms.append(steps)
        plus = PLUS.match(text, position)
        if not plus:
            return tuple(terms), position
        position = plus.end()


def _parse_term(text, position):
    position = SPACE.match(text, position).end()
    if position == len(text) or text[position] == "|":
        raise PathError("empty", position + 1)
    literal = LITERAL.match(text, position)
    if literal:
        steps = (("text", _first(literal.groups())),)
        return steps, SPACE.match(text, literal.end()).end()
    if text.startswith("$", position):  # the whole document, as JSONPath writes it
        position += 1
        if text.startswith(".", position):
            position += 1
    steps, position = _parse_steps(text, position)
    return tuple(steps), SPACE.match(text, position).end()


def _parse_steps(text, position):
    steps = []
    while True:
        if not text.startswith("[", position):
            name = NAME.match(text, position)
            if not name:
                raise PathError("name", position + 1, text[position:])
            steps.append(("key", name.group()))
            position = name.end()
        while text.startswith("[", position):
            step, position = _parse_bracket(text, position)
            steps.append(step)
        if not text.startswith(".", position):
            return steps, position
        position += 1


def _parse_bracket(text, position):
    for pattern, read in (
        (INDEX, lambda match: ("index", int(match.group(1)))),
        (EVERY, lambda match: ("every", None)),
        (QUOTED, lambda match: ("key", _first(match.groups()))),
        (FILTER, lambda match: ("filter", (match.group(1), _first(match.groups()[1:])))),
    ):
        match = pattern.match(text, position)
        if match:
            return read(match), match.end()
    raise PathError("bracket", position + 1, text[position:])


def _first(groups):
    return next((group for group in groups if group is not None), "")


def find(expression, document):
    """Values of the first alternative that finds any which is not empty, in their order."""
    for terms in parse(expression):
        parts = [steps for steps in terms if _find_term(steps, document)]
        if len(terms) > 1 and all(steps[0][0] == "text" for steps in parts):
            continue  # nothing to put beside a text that is always there
        found = [_find_term(steps, document) for steps in parts]
        if len(found) > 1 and all(isinstance(one, (str, int, float)) for one in sum(found, [])):
            return [" ".join(str(value) for values in found for value in values)]
        if found:
            return found[0]
    return []


def _find_term(steps, document):
    values = [document]
    for step in steps:
        values = [found for value in values for found in _step(step, value)]
    return [value for value in values if value not in (None, "", [], {})]


def _step(step, value):
    kind, argument = step
    if kind == "text":
        return [argument]
    if kind == "key":
        return [value[argument]] if isinstance(value, dict) and argument in value else []
    if not isinstance(value, list):
        return []
    if kind == "index":
        inside = -len(value) <= argument < len(value)
        return [value[argument]] if inside else []
    if kind == "every":
        return value
    return [element for element in value if _matches(element, *argument)]


def _matches(element, path, wanted):
    for name in path.split("."):
        if not isinstance(element, dict) or name not in element:
            return False
        element = element[name]
    return _plain(element) == _plain(wanted)


def _plain(value):
    return str(value).strip().casefold()
