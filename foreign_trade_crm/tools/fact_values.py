"""Quantities and prices as buyers write them. Pure functions."""

import re

from .lead_facts import as_number

NUMBER = r"\d[\d.,  ']*\d|\d"
QUANTITY = re.compile(
    rf"^\D{{0,12}}?({NUMBER})\s*(?:\+|x\b)?\s*([^\d\W][\w²³()'’. -]{{0,30}})?", re.UNICODE
)
#: no quantity and no price; a dash before a space begins a line of a list
NEGATIVE = re.compile(r"-\d")
CODES = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "￥": "CNY", "RMB": "CNY"}
PRICE = re.compile(
    rf"(?P<before>[A-Z]{{2,3}}\$?|[$€£¥￥])?\s*(?P<number>{NUMBER})\s*"
    r"(?P<after>[A-Z]{3}\b|[$€£¥￥])?"
)


def split_quantity(text):
    """``"1,200 Pieces"`` → (1200.0, "Pieces"); (None, "") where there is no number."""
    text = str(text or "").strip()
    match = None if NEGATIVE.match(text) else QUANTITY.match(text)
    written = match.group(1).strip(" ,.") if match else ""
    # nobody orders thousandths of a piece
    is_thousands = re.fullmatch(r"\d{1,3}(\.\d{3})+", written)
    number = as_number(written.replace(".", "") if is_thousands else written)
    if number is None:
        return None, ""
    return number, (match.group(2) or "").strip(" .-(")


def split_price(text):
    """``"USD 11.80 / Piece"`` → (11.8, "USD"); the code is empty where none is written."""
    text = str(text or "").replace("US$", "USD ").strip()
    match = None if NEGATIVE.match(text) else PRICE.search(text)
    number = as_number(match.group("number")) if match else None
    if number is None:
        return None, ""
    code = match.group("before") or match.group("after") or ""
    return number, CODES.get(code, code if re.fullmatch(r"[A-Z]{3}", code) else "")


def split_amounts(facts):
    """The same facts with quantity and unit, price and currency apart.

    What is no number stays as it is written: the lead's notes show it.
    """
    facts = dict(facts)
    quantity, unit = split_quantity(facts.get("quantity"))
    if quantity is not None and isinstance(facts.get("quantity"), str):
        facts["quantity"] = quantity
        facts["unit"] = facts.get("unit") or unit
    price, currency = split_price(facts.get("target_price"))
    if price is not None and isinstance(facts.get("target_price"), str):
        facts["target_price"] = price
        facts["currency"] = facts.get("currency") or currency
    return facts
