"""Regular expressions that users write, and that must not run for hours. Pure functions.

Python matches expressions by trying, and some can be made to try for ever by whoever sends a mail.
Such an expression is refused when it is saved; those that are accepted take at worst a fraction of
a second for a line, because lines are cut before they are searched.
"""

import re

try:
    from re import _constants as sre, _parser as sre_parse
except ImportError:  # Python 3.10
    import sre_constants as sre
    import sre_parse

#: an expression looks at this much of a line
SEARCHED = 200
#: steps that one search in one line may take at worst, about a fifth of a second
MAX_STEPS = 50_000_000
MAX_EXPRESSION = 300
REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, getattr(sre, "POSSESSIVE_REPEAT", None))
LOOKS = (sre.ASSERT, sre.ASSERT_NOT)
REFERENCES = (sre.GROUPREF, sre.GROUPREF_EXISTS)


class ExpressionError(ValueError):
    """Why an expression is refused: ``code`` is syntax, long, reference, nested or slow."""

    def __init__(self, code, detail=""):
        super().__init__(f"{code} {detail}".strip())
        self.code = code
        self.detail = detail


def check_expression(expression):
    """Refuse what does not compile and what could be made to try for too long.

    :raises ExpressionError: with the reason
    """
    if len(expression) > MAX_EXPRESSION:
        raise ExpressionError("long")
    try:
        re.compile(expression, re.IGNORECASE)
        tree = sre_parse.parse(expression, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        raise ExpressionError("syntax", str(error)) from error
    steps = _steps(tree)
    if not _is_anchored(tree):
        steps *= SEARCHED
    if steps > MAX_STEPS:
        raise ExpressionError("slow")


def _is_anchored(tree):
    return bool(len(tree)) and tree[0] == (sre.AT, sre.AT_BEGINNING)


def _steps(tree):
    """How many ways a search can go at worst from one place of a line."""
    steps = 1
    for operation, argument in tree:
        steps *= _steps_of(operation, argument)
    return steps


def _steps_of(operation, argument):
    if operation in REFERENCES:
        raise ExpressionError("reference")
    if operation in REPEATS:
        return _steps_of_repeat(*argument)
    if operation is sre.BRANCH:
        return sum(_steps(branch) for branch in argument[1])
    if operation is sre.SUBPATTERN:
        return _steps(argument[-1])
    if operation in LOOKS:
        return _steps(argument[1])
    if operation is getattr(sre, "ATOMIC_GROUP", None):
        return _steps(argument)
    return 1


def _steps_of_repeat(least, most, body):
    inside = _steps(body)
    if inside > 1 and most > 1:
        raise ExpressionError("nested")
    # lines have no two spaces in a row
    reach = 1 if _is_space(body) else SEARCHED
    return inside * (min(most, least + reach) - least + 1)


def _is_space(body):
    space = (sre.CATEGORY, sre.CATEGORY_SPACE)
    return len(body) == 1 and body[0] in ((sre.IN, [space]), (sre.LITERAL, ord(" ")))
