"""Patterns for the kinds of notification mails that exporters get, and a mail of each kind.

The mails are made up; the platforms' own change, which is why patterns are records that a manager
edits. Labels are given in the languages in which the platforms write.
"""

LABELS = {
    "reference": "Inquiry ID, Inquiry No., Inquiry Number, RFI No., Message ID, "
    "Reference No., "
    "询盘编号",
    "contact_name": "Contact Person, Contact Name, Buyer Name, Buyer, Sender, Name, From, "
    "联系人, 买家, 姓名",
    "company_name": "Company Name, Company, Business Name, Organization, 公司名称, 公司, Empresa",
    "position": "Job Title, Position, Title, 职位",
    "email": "E-mail Address, Email Address, E-mail, Email, 邮箱, 电子邮件",
    "phone": "Telephone, Phone Number, Phone, Tel, Mobile, 电话, 手机",
    "whatsapp": "WhatsApp",
    "website": "Website, Homepage, Web Site, Company Website, 网站",
    "country": "Country/Region, Country / Region, Country/Territory, Country, Location, 国家/地区, "
    "国家, País",
    "street": "Company Address, Street Address, Business Address, Street, Address, 地址, Dirección",
    "zip": "ZIP Code, Postal Code, Postcode, ZIP, 邮编",
    "city": "City, 城市, Ciudad",
    "industry": "Industry, Business Type, 行业",
    "product": "Product Name, Product of Interest, Products, Product, Item, "
    "产品名称, 产品, Producto",
    "quantity": "Purchase Quantity, Order Quantity, Estimated Quantity, Quantity Required, "
    "Quantity, "
    "采购数量, 数量, Cantidad",
    "target_price": "Target Unit Price, Target Price, Expected Price, Preferred Unit Price, "
    "目标价格",
}
MESSAGE = (
    "Inquiry Details, Message Content, Buyer's Message, Message, Inquiry Content, "
    "Content, Details, "
    "询盘内容, 留言内容, Mensaje"
)
STOPS = (
    "Reply now, Reply to this, View details, View inquiry, Quote now, Check more, "
    "This email was sent, "
    "This e-mail was sent, You are receiving, Unsubscribe, All rights reserved, 立即回复, 查看详情"
)
#: field, method, part, expression: beside the labels, each platform's own way to name the buyer
OWN = {
    "alibaba": [
        ("contact_name", "expression", "subject", r"^\[(.{2,60}?)\] (?:has )?sent you"),
        ("product", "expression", "subject", r"inquiry about (.{3,150}?)\.?$"),
    ],
    "global_sources": [
        ("product", "expression", "subject", r"^(?:New )?RFI: (.{3,150}?)(?: from .{2,60})?$"),
        ("country", "expression", "body", r"^(?:a )?buyer from ([\w .'-]{3,40})"),
    ],
    "made_in_china": [
        ("contact_name", "expression", "sender", r"^\"?(.{2,60}?)\"? via "),
        ("product", "expression", "subject", r"^Inquiry about (.{3,150}?)$"),
        ("contact_name", "expression", "body", r"^(.{2,60}?) from .{2,60} is interested in"),
    ],
}
PLATFORMS = {
    "alibaba": {"name": "Alibaba", "senders": "alibaba.com"},
    "global_sources": {"name": "Global Sources", "senders": "globalsources.com"},
    "made_in_china": {"name": "Made-in-China", "senders": "made-in-china.com"},
}


def lines(code):
    """Values of the lines of a platform's pattern: labels first, then its own expressions."""
    rows = [(field, "label", "body", words) for field, words in LABELS.items()]
    rows.append(("message", "block", "body", MESSAGE))
    rows += OWN[code]
    return [
        {
            "sequence": number,
            "field": field,
            "method": method,
            "part": part,
            "expression": expression,
            "stops": STOPS if method == "block" else False,
        }
        for number, (field, method, part, expression) in enumerate(rows, 1)
    ]


SAMPLES = {
    "alibaba": """From: "Alibaba.com" <feedback@service.alibaba.com>
To: Lin Wei <inquiry@ningbo-garden.example>
Reply-To: buyer-8841209@message.alibaba.com
Subject: [Anna Schmidt] sent you an inquiry about Folding garden chair GC-100
Date: Mon, 12 Jan 2026 09:30:00 +0800
Message-ID: <inq-180224519906@service.alibaba.com>
Auto-Submitted: auto-generated
Content-Type: text/plain; charset=utf-8

Dear Lin Wei,

You have a new inquiry. Answer within 24 hours to keep your response rate.

Inquiry ID: 180224519906
Buyer: Anna Schmidt
Company Name: Elbe Garden Trading GmbH
Country/Region: Germany
Email: a.schmidt@elbe-garden.example
Tel: +49 40 1234567
Product Name: Folding garden chair GC-100
Quantity: 1,200 Pieces
Target Price: USD 11.80 / Piece

Message:
Dear Sir or Madam,

we are a wholesaler of garden furniture. Please quote 1,200 folding chairs CIF Hamburg,
delivery in March, and tell us whether the coating passes REACH.

Best regards,
Anna Schmidt

Reply now: https://message.alibaba.com/180224519906
This email was sent to inquiry@ningbo-garden.example.
""",
    "global_sources": """From: Global Sources <no-reply@mail.globalsources.com>
To: inquiry@ningbo-garden.example
Reply-To: rfi+7730021@reply.globalsources.com
Subject: New RFI: Solar garden lights from Canada
Date: Tue, 13 Jan 2026 02:11:00 +0000
Message-ID: <rfi-7730021@mail.globalsources.com>
Content-Type: text/plain; charset=utf-8

A buyer from Canada has sent you a request for information.

RFI No.: 7730021

BUYER PROFILE
Contact Person
Marc Tremblay
Job Title
Purchasing Manager
Company
Maple Ridge Home & Garden Inc.
Country/Territory
Canada
City
Toronto
Website
www.mapleridge-garden.example
Business Type
Importer

PRODUCT
Product of Interest
Solar garden lights
Estimated Quantity
5000 sets

MESSAGE
Hello,
could you send your catalogue and the MOQ of solar stake lights? Do you have UL or ETL?

Thanks, Marc

View details on Global Sources
You are receiving this because you are a verified supplier.
""",
    "made_in_china": """From: "Lucía Fernández via Made-in-China" <inquiry@notice.made-in-china.com>
To: inquiry@ningbo-garden.example
Subject: Inquiry about Garden storage box
Date: Wed, 14 Jan 2026 15:45:00 +0800
Message-ID: <mic-55012@notice.made-in-china.com>
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<html><body><table width="600"><tr><td>
<p>Dear supplier, <b>Lucía Fernández</b> sent you a message.</p>
<table>
<tr><td>Inquiry No.</td><td>MIC-55012-88</td></tr>
<tr><td>Company:</td><td>Casa Jardín S.A. de C.V.</td></tr>
<tr><td>Country/Region:</td><td>Mexico</td></tr>
<tr><td>Address:</td><td>Av. Reforma 222, Cuauhtémoc</td></tr>
<tr><td>Email:</td>
<td><a href="mailto:lucia@casajardin.example">lucia@casajardin.example</a></td></tr>
<tr><td>Mobile:</td><td>+52 55 1234 5678</td></tr>
<tr><td>Product:</td><td>Garden storage box 390 L</td></tr>
<tr><td>Purchase Quantity:</td><td>800 pcs</td></tr>
</table>
<div><b>Message:</b></div>
<div>Buenos días,<br>necesitamos precio FOB Ningbo de 800 cajas y el plazo.<br>Saludos</div>
<p><a href="https://www.made-in-china.com/inquiry/55012">Reply now</a></p>
</td></tr></table></body></html>
""",
}
