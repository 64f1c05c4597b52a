from odoo import api, models
from odoo.fields import Domain


class ForeignTradeGalleryQuoting(models.Model):
    """Ready set: euro for the countries that pay in it, dollar for the rest of the world."""

    _inherit = "foreign.trade.gallery"

    @api.model
    def _load_quoting_currencies(self):
        euro, dollar = (self._get_currency_in_use(code) for code in ("EUR", "USD"))
        countries = self.env["res.country"].search([("currency_id", "=", euro.id)])
        values = {"company_id": self.env.company.id}
        model = "foreign.trade.quoting.currency"
        self._ensure(
            "quoting_currency_eur",
            model,
            {**values, "currency_id": euro.id, "country_ids": countries.ids, "sequence": 10},
        )
        self._ensure(
            "quoting_currency_usd", model, {**values, "currency_id": dollar.id, "sequence": 20}
        )
        for currency in euro | dollar:
            self._ensure_pricelist(currency)

    @api.model
    def _get_currency_in_use(self, code):
        currency = self.env.ref(f"base.{code}")
        if not currency.active:
            # sudo: currencies are switched on by the administrator; loading the set asks for it
            currency.sudo().active = True
        return currency

    @api.model
    def _ensure_pricelist(self, currency):
        """A price list in this currency, unless the company has one; prices come converted."""
        lists = self.env["product.pricelist"]
        domain = Domain("currency_id", "=", currency.id)
        domain &= Domain("company_id", "in", (False, self.env.company.id))
        if not lists.search_count(domain, limit=1):
            self._ensure(
                f"pricelist_{currency.name.lower()}",
                lists._name,
                {
                    "name": self.env._("Export %(currency)s", currency=currency.name),
                    "currency_id": currency.id,
                    "company_id": self.env.company.id,
                    # behind the lists that customers without one of their own are given
                    "sequence": 90,
                },
            )
