"""What a visitor of the portal sent, whoever that is; nothing in here knows Odoo."""

import base64
import binascii
import io

from PIL import Image

MAX_NAME = 120
#: base64 characters of a signature; what the pad draws has some ten thousand
MAX_SIGNATURE = 1_500_000
MAX_PIXELS = 4_000_000
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")


def read_name(value):
    """A name on one line without control characters; empty for anything else."""
    if not isinstance(value, str):
        return ""
    name = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    return name[:MAX_NAME]


def read_signature(value):
    """The base64 text of a small image; empty for anything else."""
    if not isinstance(value, str) or not 0 < len(value) <= MAX_SIGNATURE:
        return ""
    try:
        data = base64.b64decode(value, validate=True)
        with Image.open(io.BytesIO(data)) as image:
            width, height = image.size
            if image.format not in FORMATS or not 0 < width * height <= MAX_PIXELS:
                return ""
            image.verify()
    except (binascii.Error, ValueError, OSError, SyntaxError, Image.DecompressionBombError):
        return ""
    return value
