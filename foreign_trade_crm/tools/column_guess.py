"""Which column of a list holds what, told from its heading and its values. Pure functions."""

import re

#: words of headings, in English, Chinese, Spanish …; the more telling fields first
HEADINGS = {
    "email": "email, e-mail, mail, email address, e-mail address, correo, correo electrónico, "
    "courriel, 邮箱, 电子邮箱, 电子邮件, 邮件, 邮箱地址",
    "whatsapp": "whatsapp, whats app, whatsapp number, wa",
    "phone": "phone, telephone, tel, tel., mobile, cell, phone number, mobile phone, telefon, "
    "teléfono, téléphone, 电话, 手机, 联系电话, 手机号, 电话号码, 座机",
    "website": "website, web, web site, homepage, url, company website, sitio web, 网站, 网址, "
    "官网, 公司网站",
    "company_name": "company, company name, organization, organisation, firm, business name, "
    "buyer company, importer, consignee, empresa, société, firma, 公司, 公司名称, 企业, "
    "企业名称, 客户, 客户名称, 采购商, 进口商, 展商",
    "first_name": "first name, given name, forename, nombre, prénom, vorname, 名",
    "last_name": "last name, surname, family name, apellido, nom de famille, nachname, 姓",
    "contact_name": "name, contact, contact name, contact person, full name, buyer, buyer name, "
    "attn, person, contacto, ansprechpartner, 姓名, 联系人, 联系人姓名, 客户联系人, "
    "买家, 采购, 名字",
    "position": "position, title, job title, role, function, job, cargo, poste, "
    "职位, 职务, 头衔, 岗位",
    "country": "country, country/region, country or region, nation, país, pays, land, "
    "国家, 国家地区, 国家/地区, 国别, 所在国家",
    "city": "city, town, ciudad, ville, stadt, 城市, 所在城市",
    "street": "address, street, company address, dirección, adresse, 地址, 街道, "
    "街道地址, 公司地址, 详细地址",
    "zip": "zip, zip code, postcode, postal code, código postal, plz, 邮编, 邮政编码",
    "industry": "industry, sector, business type, type of business, branche, 行业, 所属行业",
    "language": "language, idioma, langue, sprache, 语言, 语种",
    "product": "product, products, product of interest, product interest, interested products, "
    "item, products imported, goods, producto, productos, 产品, 意向产品, 感兴趣产品, "
    "采购产品, 商品, 品名, 产品名称",
    "quantity": "quantity, qty, order quantity, cantidad, quantité, menge, 数量, 采购量, 需求量",
    "unit": "unit, uom, unidad, unité, einheit, 单位, 计量单位",
    "target_price": "target price, price, unit price, precio, prix, preis, 目标价, 价格, 单价",
    "currency": "currency, moneda, devise, währung, 币种, 货币",
    "message": "message, notes, note, remark, remarks, comment, comments, description, inquiry, "
    "requirement, details, notas, observaciones, 备注, 说明, 消息, 留言, 需求, 询盘内容, 描述, "
    "沟通记录",
    "subject": "subject, topic, asunto, 主题, 标题",
}
WORDS = {
    word.strip(): field for field, words in HEADINGS.items() for word in words.split(",") if word
}
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
WEBSITE = re.compile(r"(https?://|www\.)\S+|[\w-]+\.(com|net|org|eu|co\.\w\w|[a-z]{2})", re.I)
PHONE = re.compile(r"(\+|00)?[\d\s().\-/]{7,22}")
#: at least so many of the values look alike
SHARE = 0.6


def normalise(heading):
    """``"E-Mail Address *"`` → ``"e-mail address"``; what stands in brackets goes."""
    text = re.sub(r"[(（\[【].*?[)）\]】]", " ", heading or "")
    return re.sub(r"[\s_*:：#]+", " ", text).strip(" .").casefold()


def of_heading(heading, labels=()):
    """The field a heading names, empty when it names none.

    :param labels: {label in the reader's language, normalised: field}
    """
    text = normalise(heading)
    exact = dict(labels).get(text) or WORDS.get(text)
    if exact or not text:
        return exact or ""
    for word, field in WORDS.items():
        if word.isascii() and len(word) > 3 and re.search(rf"\b{re.escape(word)}\b", text):
            return field
        if not word.isascii() and len(word) > 1 and word in text:
            return field
    return ""


def of_values(values):
    """The field that values betray without a heading: an address, a website, a phone number."""
    values = [value.strip() for value in values if value and value.strip()]
    for field, pattern in (("email", EMAIL), ("website", WEBSITE), ("phone", PHONE)):
        alike = sum(bool(pattern.fullmatch(value)) for value in values)
        if values and alike >= SHARE * len(values):
            return field
    return ""


def find_headings(rows, limit=10):
    """Index of the row of headings among the first rows: the one that names most fields."""
    scores = [sum(bool(of_heading(cell)) for cell in cells) for _number, cells in rows[:limit]]
    best = max(range(len(scores)), key=lambda index: (scores[index], -index))
    return best if scores[best] > 1 or len(scores) == 1 else 0


def guess(headings, samples, labels=()):
    """The field for each column, each field once; empty where nothing is known.

    :param samples: for each column some of its values
    """
    taken = set()
    guessed = []
    for heading in headings:
        field = of_heading(heading, labels)
        guessed.append("" if field in taken else field)
        taken.add(field)
    for index, values in enumerate(samples):
        field = "" if guessed[index] else of_values(values)
        if field and field not in taken:
            guessed[index] = field
            taken.add(field)
    return guessed
