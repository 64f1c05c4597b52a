from datetime import timedelta

from odoo import Command

#: rebate rates by the beginning of the HS code, VAT 13 %
REBATES = {"94": 13, "6601": 13, "6306": 13, "82": 13, "3917": 13, "7321": 13, "7326": 9}
VAT = 1.13
#: supplier, city, product codes
SUPPLIERS = [
    ("Anji Linfeng Outdoor Furniture Factory", "Huzhou", ("FC-201", "FC-305", "CP-110")),
    ("Yongkang Tiangong Metal Products", "Jinhua", ("GT-015", "GS-220", "GB-505", "CP-455")),
    ("Taizhou Yunfan Tent & Textile", "Taizhou", ("CP-240", "CP-330")),
]
#: the one whose price ran out last week, and who asks for more since
EXPIRED = "CP-330"
#: a season's offer that is being calculated: customer and goods
OFFER = "andes", "CP-330:240 CP-455:180 GB-505:160"
FREIGHT_USD = 2150.0


def furnish(world, quotations):
    """What suppliers quoted, rebate rates, and an offer with its price sheet."""
    env = world.as_user("manager")
    env["foreign.trade.hs.rate"].create(
        [
            {"code": code, "rebate_percent": rebate, "company_id": world.company.id}
            for code, rebate in REBATES.items()
        ]
    )
    for name, city, codes in SUPPLIERS:
        supplier = world.env["res.partner"].create(
            {
                "name": name,
                "is_company": True,
                "city": city,
                "country_id": env.ref("base.cn").id,
                "company_id": world.company.id,
            }
        )
        quotes = [values for code in codes for values in _quotes(world, supplier, code)]
        env["product.supplierinfo"].create(quotes)
    _calculate(world, env, quotations)


def _quotes(world, supplier, code):
    """A price with VAT for any quantity, and a better one for five hundred."""
    product = world.catalogue.products[code]
    price = round(float(world.catalogue.rows[code]["cost_cny"]) * VAT, 1)
    today = world.history.now.date()
    until = today + timedelta(days=-6 if code == EXPIRED else 45)
    tiers = ((0, 1.03), (500, 1.0)) if code != EXPIRED else ((0, 1.0),)
    for least, factor in tiers:
        yield {
            "partner_id": supplier.id,
            "product_tmpl_id": product.product_tmpl_id.id,
            "company_id": world.company.id,
            "currency_id": world.company.currency_id.id,
            "price": round(price * factor, 1),
            "min_qty": least,
            "delay": 30,
            "date_start": today - timedelta(days=60),
            "date_end": until,
            "quotation_reference": f"QT-{today:%y%m}-{supplier.id % 1000:03}",
        }


def _calculate(world, env, quotations):
    """CIF, with freight for a 40' container, the agent's commission, and 18 % of margin."""
    order = quotations.draft(*OFFER).with_env(env)
    sheet = env["foreign.trade.price.sheet"].browse(order.action_price_sheet()["res_id"])
    sheet.write(
        {
            "freight_method": "container",
            "freight_rate": FREIGHT_USD,
            "insurance_percent": 0.2,
            "commission_percent": 2.0,
            "margin_percent": 18.0,
            "fee_ids": [
                Command.create({"kind": "interest", "method": "interest", "rate": 4.35, "days": 60})
            ],
        }
    )
