"""What an inquiry is worth being made of, from its words and where it came from.

Pure functions. The answer comes with its evidence, as codes that the caller puts into words.
"""

import re

#: kinds of channels whose entries are names of a list, nobody asked for anything
LISTS = frozenset(("trade_fair", "directory"))
PRICE_WORDS = re.compile(
    r"\b(rfq|quot(?:e|es|ation|ing|ations)|price list|prices?|offer|fob|cif|cfr|exw|ddp|dap|"
    r"proforma|purchase|cotizaci[oó]n(?:es)?|cotizar|precios?|presupuesto|oferta|pedido|devis|"
    r"prix|offre|angebot|preis(?:e|liste)?|bestell\w*|cota[cç][aã]o|orçamento|preço|prezz[oi]|"
    r"preventivo|prijs|offerte|cena|oferta|fiyat|teklif|цен[аыу]|прайс|заказ\w*|стоимость)\b|"
    r"报价|询价|报盘|价格|单价|采购|订购|見積|価格|가격|견적|عرض سعر|سعر",
    re.IGNORECASE,
)
WANT_WORDS = re.compile(
    r"\b(need(?:ing)?|require[ds]?|requirement|looking (?:for|to)|interested in|buy(?:ing)?|"
    r"order(?:s|ing)?|necesit\w+|busca(?:mos|ndo)|interesad\w+|comprar|besoin|cherchons|achet\w+|"
    r"benötigen|brauchen|suchen|kaufen|precisamos|procuramos|acquist\w+|cerchiamo|potrzebujemy|"
    r"ihtiyac\w+|satın al\w+|нужн[оыа]|купить|ищем)\b|需要|求购|想买|想要|必要|注文|구매|필요",
    re.IGNORECASE,
)
REORDER_WORDS = re.compile(
    r"\b(re-?order\w*|repeat(?:ing)?|same (?:again|as (?:before|last time)|order|quantity)|"
    r"(?:order|buy|ship) (?:it |them |these )?again|(?:another|next|new) order|"
    r"another (?:container|batch|lot)|mismo pedido|otro pedido|repetir|même commande|"
    r"nachbestell\w*|mesmo pedido|повтор\w*)\b|返单|翻单|再订|再来|追加|复购",
    re.IGNORECASE,
)
UNITS = (
    r"pcs|pc|pieces?|units?|sets?|cartons?|ctns?|boxes|pairs?|dozens?|rolls?|kgs?|tons?|tonnes?|mt|"
    r"containers?|fcl|pallets?|meters?|metres?|m2|sqm|unidades|piezas|juegos|cajas|contenedor(?:es)?|"
    r"pi[eè]ces|unit[eé]s|conteneurs?|stück|stk|paare?|peças|caixas|pezzi|stuks|sztuk|adet|"
    r"штук|шт|chairs?|tables?|umbrellas?|sillas|mesas"
)
QUANTITY = re.compile(
    rf"(?<![\w.,+])(\d{{1,3}}(?:[., ]\d{{3}})+|\d{{1,7}})\s*(?:x\s*)?(?:\w+\s){{0,3}}?({UNITS})\b|"
    r"\d[\d,]*\s*(?:个|件|把|套|箱|台|双|米|吨|公斤|张|只|条|支|柜)|"
    r"\b\d{1,3}\s*[x×]\s*(?:20|40|45)\s*(?:'|ft|gp|hq|hc|feet)",
    re.IGNORECASE,
)
TOPICS = re.compile(
    r"\b(fda|(?-i:CE)|reach|rohs|fsc|bsci|iso\s?\d*|(?-i:UL)|(?-i:ETL)|gots|oeko-?tex|lfgb|"
    r"certificat\w*|certified|approval|approved|moq|minimum order|lead time|delivery time|"
    r"catalog(?:ue)?s?|brochure|samples?|muestras?|cat[aá]logo|certificad\w*|échantillons?|muster|"
    r"zertifi\w*|amostras?|campion[ei])\b|认证|证书|样品|目录|起订量|交期",
    re.IGNORECASE,
)
PHRASES = re.compile(
    r"\b(do you (?:have|make|produce|offer|sell|ship)|can you|are you|could you)\b|是否|能否|吗",
    re.IGNORECASE,
)
ASKS = re.compile(r"[?？؟]")
SEARCHED = 20_000


def propose(evidence):
    """(class, [(reason code, detail)]) for one inquiry.

    :param dict evidence: ``kind`` of the channel, ``text`` (subject and own words), ``product`` and
        ``quantity`` where the inquiry names them, ``customer`` (whatever tells the customer it is
        from) and ``is_list`` for rows of a file and cards
    :return: class rfq, question, lead, prospect or repeat
    """
    text = (evidence.get("text") or "")[:SEARCHED]
    request = _request(evidence, text)
    question = _question(text)
    if evidence.get("customer"):
        known = ("customer", evidence["customer"])
        if reorder := _found(REORDER_WORDS, text):
            return "repeat", [known, ("reorder", reorder)]
        if question and not request:
            return "question", [known, *question]
        return "repeat", [known, *request]
    if evidence.get("kind") == "customs_data":
        return "prospect", [("customs", "")]
    if len(request) > 1:
        return "rfq", request
    if evidence.get("is_list") or evidence.get("kind") in LISTS:
        return "lead", [("list", ""), *request]
    if question:
        return "question", question
    return "lead", request or [("unclear", "")]


def _request(evidence, text):
    """What speaks for a request for quotation; two things make one."""
    reasons = []
    quantity = str(evidence.get("quantity") or "") or _found(QUANTITY, text)
    if quantity:
        reasons.append(("quantity", quantity))
    if evidence.get("product"):
        reasons.append(("product", evidence["product"]))
    elif quantity and (price := _found(PRICE_WORDS, text)):
        reasons.append(("price", price))
    elif quantity and (wish := _found(WANT_WORDS, text)):
        reasons.append(("wants", wish))
    return reasons


def _question(text):
    word = _found(TOPICS, text) or _found(PHRASES, text)
    if word:
        return [("asks_about", word)]
    return [("asks", "")] if ASKS.search(text) else []


def _found(pattern, text):
    match = pattern.search(text)
    return re.sub(r"\s+", " ", match.group()).strip()[:60] if match else ""
