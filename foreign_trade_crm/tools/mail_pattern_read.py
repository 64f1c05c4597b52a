"""One pattern of mails put to work: what its lines find in one mail. Pure functions."""

import time
from email.utils import parseaddr

from . import mail_pattern


def read(pattern, mail):
    """The values a pattern finds, by field.

    :param dict pattern: ``lines``, each with ``field``, ``method`` (label, block, expression),
        ``part`` (body, subject, sender, reply_to), ``labels``, ``expression``, ``stops``
    :param dict mail: ``subject``, ``sender``, ``reply_to`` (text) and ``lines``: bodies, the best
        first, each a list of lines
    """
    until = time.monotonic() + mail_pattern.BUDGET
    every = [label for line in pattern["lines"] for label in line["labels"]]
    found = {}
    for line in pattern["lines"]:
        if found.get(line["field"]):
            continue
        others = [label for label in every if label not in line["labels"]]
        for lines in _sources(line["part"], mail):
            value = _find(line, lines, others, until)
            if value:
                found[line["field"]] = value
                break
    return found


def _sources(part, mail):
    if part == "body":
        return mail["lines"]
    return [mail_pattern.text_lines(mail[part])]


def _find(line, lines, others, until):
    if line["method"] == "expression":
        return mail_pattern.find_expression(lines, line["expression"], until)
    if line["method"] == "block":
        return mail_pattern.find_block(lines, line["labels"], others, line["stops"])
    return mail_pattern.find_labelled(lines, line["labels"], others)


def fits(pattern, sender, subject):
    """Whether a mail from this sender with this subject is for the pattern."""
    address = parseaddr(sender or "")[1]
    return mail_pattern.comes_from(address, pattern["senders"]) and mail_pattern.mentions(
        subject, pattern["subjects"]
    )
