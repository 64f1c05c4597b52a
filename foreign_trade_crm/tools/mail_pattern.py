"""Reading a buyer's data off a platform's notification mail. Pure functions, no database.

A mail becomes *lines*, each a list of cells (the cells of a row of an HTML table, else one). Most
values stand beside or below a label; what labels cannot find, a regular expression may, which
:mod:`mail_expression` has checked when it was saved.
"""

import re
import time

from lxml import etree, html

from .mail_expression import SEARCHED

MAX_LINES = 3000
MAX_LINE = 2000
MAX_BLOCK = 20_000
#: seconds for all expressions of one mail
BUDGET = 1.0
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
