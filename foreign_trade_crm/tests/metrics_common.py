from datetime import datetime

from .common import ForeignTradeCommon

NOW = datetime(2026, 6, 30, 8)


class MetricsCommon(ForeignTradeCommon):
    """A company that measures its customers; nothing but the amount decides on the tier."""

    policy_values = {}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        pricelists = cls.env["product.pricelist"]
        cls.pricelists = {cls.usd: cls.pricelist_usd} | {
            currency: pricelists.create(
                {"name": currency.name, "currency_id": currency.id, "company_id": cls.company.id}
            )
            for currency in (cls.cny, cls.eur)
        }
        cls.policy = cls.env["foreign.trade.metrics.policy"].create(
            {
                "name": "Metrics",
                "company_id": cls.company.id,
                "weight_amount": 100,
                "weight_orders": 0,
                "weight_profit": 0,
                "weight_years": 0,
                "period_months": 0,
                **cls.policy_values,
            }
        )
        cls.metrics = cls.env["foreign.trade.customer.metrics"]

    @classmethod
    def _customer(cls, name, user=None, **values):
        return cls.env["res.partner"].create(
            {
                "name": name,
                "is_company": True,
                "user_id": (cls.rep if user is None else user).id,
                **values,
            }
        )

    @classmethod
    def _order(cls, partner, day, amount, currency=None, **values):
        """A confirmed order of that day, at noon in China, over one piece."""
        line = {"product_id": cls.product.id, "product_uom_qty": 1, "price_unit": amount}
        return cls.env["sale.order"].create(
            {
                "partner_id": partner.id,
                "company_id": cls.company.id,
                "pricelist_id": cls.pricelists[currency or cls.cny].id,
                "date_order": f"{day} 04:00:00",
                "state": "sale",
                "order_line": [(0, 0, line)],
                **values,
            }
        )

    @classmethod
    def _measure(cls, policy=None):
        policy = policy or cls.policy
        policy._compute_metrics()
        return cls.metrics.search([("company_id", "=", policy.company_id.id)])

    @classmethod
    def _row(cls, partner, company=None):
        company = company or cls.company
        return cls.metrics.search(
            [("partner_id", "=", partner.id), ("company_id", "=", company.id)]
        )
