"""What strangers send through the portal, checked before anything is kept.

Every check takes the environment for its words and raises a ``UserError`` that a visitor reads.
"""

import base64
import binascii
import math
import re

from odoo.exceptions import UserError
from odoo.tools.mimetypes import guess_mimetype

MAX_NAME = 100
MAX_SIGNATURE = 1024 * 1024
MAX_FILE = 10 * 1024 * 1024
MAX_AMOUNT = 1e12
FILE_TYPES = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}
PICTURES = ("image/png", "image/jpeg")


def check_person_name(env, name):
    """Who signs: some letters, no markup of control characters."""
    text = clean_text(name, MAX_NAME)
    if not any(char.isalpha() for char in text):
        raise UserError(env._("Please write the name of whoever signs."))
    return text


def clean_text(value, length):
    """One line of plain text, cut to its length; anything but text is none."""
    if not isinstance(value, str):
        return ""
    printable = "".join(char if char.isprintable() else " " for char in value)
    return " ".join(printable.split())[:length]


def check_signature(env, signature):
    """A drawn signature as base64 of a PNG or JPEG."""
    message = env._("The signature could not be read. Please sign again.")
    if not isinstance(signature, str) or not signature or len(signature) > MAX_SIGNATURE * 2:
        raise UserError(message)
    try:
        content = base64.b64decode(signature.rpartition(",")[2], validate=True)
    except (binascii.Error, ValueError) as error:
        raise UserError(message) from error
    if len(content) > MAX_SIGNATURE or guess_mimetype(content) not in PICTURES:
        raise UserError(message)
    return base64.b64encode(content)


def check_file(env, filename, content):
    """A PDF or picture: ``(file name, content)`` with the extension its content has."""
    if not content:
        raise UserError(env._("Please choose a file."))
    if len(content) > MAX_FILE:
        raise UserError(env._("The file is larger than 10 MB."))
    extension = FILE_TYPES.get(guess_mimetype(content))
    if not extension:
        raise UserError(env._("Please send a PDF or a picture (PNG, JPEG)."))
    stem = re.sub(r"[^\w .()-]+", "-", clean_text(filename, 80).rpartition(".")[0])
    return f"{stem.strip(' .') or 'document'}.{extension}", content


def check_amount(env, text):
    """An amount above zero as people write it: ``12,000.50``; in whatever currency is meant."""
    try:
        amount = float(clean_text(text, 40).replace(",", "").replace(" ", ""))
    except ValueError:
        amount = 0.0
    if not math.isfinite(amount) or not 0 < amount < MAX_AMOUNT:
        raise UserError(env._("Please write the amount that was paid, such as 12,000.50."))
    return amount
