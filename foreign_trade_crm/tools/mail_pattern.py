"""Reading a buyer's data off a platform's notification mail. Pure functions, no database.

A mail becomes *lines*, each a list of cells (the cells of a row of an HTML table, else one). Most
values stand beside or below a label; what labels cannot find, a regular expression may. Python
matches expressions by trying, so an expression that can be made to try for hours is refused when
it is saved (:func:`check_expression`), and lines are cut before they are searched.
"""

import re
import time

from lxml import etree, html

try:
    from re import _constants as sre, _parser as sre_parse
except ImportError:  # Python 3.10
    import sre_constants as sre
    import sre_parse

MAX_LINES = 3000
MAX_LINE = 2000
MAX_BLOCK = 20_000
#: an expression looks at this much of a line
SEARCHED = 200
#: steps that one search in one line may take at worst, about a fifth of a second
MAX_STEPS = 50_000_000
#: seconds for all expressions of one mail
BUDGET = 1.0
MAX_EXPRESSION = 300
BLOCKS = frozenset(
    "address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 "
    "h3 h4 h5 h6 header hr li main nav ol p pre section table tbody tfoot thead tr ul".split()
)
#: ends a row of a table while the text is put together
ROW = "\x1e"
SILENT = frozenset(("script", "style", "head", "title", "noscript"))
NOTHING = frozenset(
    ("-", "--", "—", "/", "n/a", "na", "none", "null", "not provided", "无", "未填写")
)
BULLETS = " \t•·*▪►>|-–"
REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, getattr(sre, "POSSESSIVE_REPEAT", None))
LOOKS = (sre.ASSERT, sre.ASSERT_NOT)
REFERENCES = (sre.GROUPREF, sre.GROUPREF_EXISTS)


class ExpressionError(ValueError):
    """Why an expression is refused: ``code`` is syntax, long, reference, nested or slow."""

    def __init__(self, code, detail=""):
        super().__init__(f"{code} {detail}".strip())
        self.code = code
        self.detail = detail


def text_lines(text):
    """Lines of a plain text, tabs separating cells."""
    lines = (text or "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [_cells(line) for line in lines[:MAX_LINES]]


def html_lines(source):
    """Lines of an HTML text as a reader sees them; a row of a table is one line of cells."""
    if not (source or "").strip():
        return []
    try:
        # bytes: lxml refuses text that declares an encoding
        root = html.fromstring(source.encode("utf-8", "replace"), parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return text_lines(source)
    pieces = []
    _walk(root, pieces)
    # cells of a row follow each other, whatever blocks are in them
    text = re.sub(r"\n*\t\n*", "\t", re.sub(r"[ \xa0]+", " ", "".join(pieces)))
    return [_cells(line) for line in re.split(rf"[\n{ROW}]", text)[:MAX_LINES]]


def _parser():
    return html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)


def _walk(root, pieces):
    """Text of a tree, without recursion: mails nest tables deeper than Python likes."""
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            if tag == "br" or tag in BLOCKS:
                pieces.append(ROW if tag == "tr" else "\n")
            if tag not in SILENT:
                pieces.append(re.sub(r"\s+", " ", node.text or ""))
            continue
        if tag in ("td", "th"):
            pieces.append("\t")
        elif tag in BLOCKS:
            pieces.append(ROW if tag == "tr" else "\n")
        pieces.append(re.sub(r"\s+", " ", node.tail or ""))


def _cells(line):
    cells = [re.sub(r"[\s\xa0\u200b\ufeff]+", " ", cell).strip() for cell in line.split("\t")]
    return [cell[:MAX_LINE] for cell in cells if cell]


def words_of(text):
    """Words and phrases of a list that people separate by commas or lines."""
    return [word.strip() for word in re.split(r"[,;\n，；]", text or "") if word.strip()]


def mentions(text, words):
    """Whether the text has one of these words; without words everything fits."""
    lowered = (text or "").casefold()
    return not words or any(word.casefold() in lowered for word in words)


def comes_from(address, words):
    """Whether an address is one of these, or of one of these domains or those below them."""
    address = (address or "").strip().casefold()
    domain = address.rpartition("@")[2]
    for word in words:
        word = word.casefold().lstrip("@*.")
        if address == word or domain == word or domain.endswith("." + word):
            return True
    return False


def find_labelled(lines, labels, others=()):
    """The value beside one of these labels, or below it where nothing stands beside it.

    :param others: labels of other values, which are no value of this one
    """
    others = [*labels, *others]
    for number, cells in enumerate(lines):
        for position, cell in enumerate(cells):
            rest = _after_label(cell, labels)
            if rest is None:
                continue
            below = next((line for line in lines[number + 1 : number + 4] if line), [])
            candidates = [rest, *cells[position + 1 : position + 2]]
            if len(cells) == position + 1 and position == 0:
                candidates += below[:1]
            value = next((text for text in candidates if text), "")
            value = value.strip(" :：")
            if value and not is_label(value, others) and value.casefold() not in NOTHING:
                return value
    return ""


def find_block(lines, labels, others=(), stops=()):
    """The lines after one of these labels until another label or a stop phrase begins."""
    for number, cells in enumerate(lines):
        rest = next((r for r in (_after_label(c, labels) for c in cells) if r is not None), None)
        if rest is None:
            continue
        block = [" ".join([rest, *cells[1:]]).strip()]
        for following in lines[number + 1 :]:
            text = " ".join(following)
            if (stops and mentions(text, stops)) or _starts_label(following, others):
                break
            block.append(text)
        text = re.sub(r"\n{3,}", "\n\n", "\n".join(block)).strip()
        if text:
            return text[:MAX_BLOCK]
    return ""


def _after_label(cell, labels):
    """What follows a label in its cell; None where the cell does not begin with one."""
    bare = cell.lstrip(BULLETS)
    lowered = bare.casefold()
    for label in sorted(labels, key=len, reverse=True):
        if not lowered.startswith(label.casefold()):
            continue
        rest = bare[len(label) :].strip(" *")
        if not rest or rest[0] in ":：=":
            return rest.lstrip(" :：=*")
    return None


def is_label(text, labels):
    return bool(_after_label(text, labels) is not None)


def _starts_label(cells, labels):
    return bool(cells) and is_label(cells[0], labels)


def find_expression(lines, expression, until=None):
    """First group (or the whole) of the first line an expression fits, empty when none does."""
    pattern = re.compile(expression, re.IGNORECASE)
    for cells in lines:
        if until and time.monotonic() > until:
            return ""
        match = pattern.search(" ".join(cells)[:SEARCHED])
        if match:
            groups = [group for group in match.groups() if group]
            value = (groups[0] if groups else "" if match.groups() else match.group()).strip()
            if value and value.casefold() not in NOTHING:
                return value
    return ""


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
