import csv

from odoo.tools import file_open


def table(name, module="foreign_trade_crm"):
    """The rows of a content table, as dictionaries of text."""
    with file_open(f"{module}/demo/content/{name}.csv") as source:
        return list(csv.DictReader(source))


def items(text):
    """``"CP-110:2400 GB-505:500"`` as [("CP-110", 2400.0), …]."""
    pairs = (item.partition(":") for item in text.split())
    return [(code, float(quantity)) for code, _colon, quantity in pairs]
