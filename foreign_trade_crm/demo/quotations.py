from datetime import timedelta

from .content import items

#: who arranges the main carriage: the seller beyond these terms
SELLER_PAYS_FREIGHT = ("CFR", "CIF")
#: share of the price that the main freight adds, and that each round of bargaining takes off
FREIGHT, DISCOUNT = 0.07, 0.02
LEAD_TIME_DAYS = 45
PLANS = {
    "default": "foreign_trade_crm.payment_plan_tt_30_70_bl_copy",
    "midori": "foreign_trade_crm.payment_plan_tt_30_70_before_shipment",
    "taras": "foreign_trade_crm.payment_plan_tt_50_50_before_shipment",
}


class Quotations:
    """Quotations in the buyer's currency and terms, sent in versions."""

    def __init__(self, world, customers):
        self.world = world
        self.customers = customers

    def draft(self, key, content, opportunity=None):
        """A draft for a customer; ``content`` as in the tables."""
        env = self.customers.rep(key)
        order = env["sale.order"].create(self._order_values(env, key, content))
        if opportunity:
            order.opportunity_id = opportunity.id
        self.world.history.touch(order)
        return order

    def send(self, order):
        """Tell the buyer, which freezes a version, valid for a month."""
        today = self.world.history.now.date()
        order.write(
            {
                "validity_date": today + timedelta(days=30),
                "latest_shipment_date": today + timedelta(days=LEAD_TIME_DAYS),
            }
        )
        if order.state == "draft":
            order.action_quotation_sent()
        else:
            order.action_record_version()
        self.world.history.touch(order)

    def lower(self, order):
        """A round of bargaining: two per cent off, to the next five cents."""
        for line in order.order_line:
            line.price_unit = round(line.price_unit * (1 - DISCOUNT) * 20) / 20
        self.world.history.touch(order)

    def _order_values(self, env, key, content):
        world = self.world
        row = self.customers.rows[key]
        incoterm = env["account.incoterms"].search([("code", "=", row["incoterm"])], limit=1)
        plan = PLANS.get(key, PLANS["default"])
        return {
            "partner_id": self.customers.contacts[key].id,
            "user_id": env.uid,
            "team_id": world.team.id,
            "company_id": world.company.id,
            "pricelist_id": world.catalogue.pricelists[row["currency"]].id,
            "incoterm": incoterm.id,
            "incoterm_location": row["place"],
            "port_loading_id": self._port("CNNBG").id,
            "port_discharge_id": self._port(row["port"]).id,
            "payment_plan_id": env.ref(plan).id,
            "order_line": [
                (0, 0, self._line_values(row, code, quantity)) for code, quantity in items(content)
            ],
        }

    def _line_values(self, row, code, quantity):
        catalogue = self.world.catalogue
        factor = 1 + FREIGHT if row["incoterm"] in SELLER_PAYS_FREIGHT else 1.0
        return {
            "product_id": catalogue.products[code].id,
            "product_uom_qty": quantity,
            "price_unit": catalogue.price(code, row["currency"], factor),
        }

    def _port(self, code):
        return self.world.env["foreign.trade.port"].search([("code", "=", code)], limit=1)
