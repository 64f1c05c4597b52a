from odoo import api, fields, models, tools
from odoo.fields import Domain


class ForeignTradeQuotingCurrency(models.Model):
    """In which currency buyers of a country are usually quoted.

    While there is no record, quotations take the currency they always took.
    """

    _name = "foreign.trade.quoting.currency"
    _inherit = ["foreign.trade.cached.mixin"]
    _description = "Quoting Currency of Countries"
    _order = "sequence, id"
    _rec_name = "currency_id"

    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    currency_id = fields.Many2one("res.currency", required=True, ondelete="restrict")
    country_ids = fields.Many2many(
        "res.country", string="Countries", help="Left empty: every other country."
    )
    company_id = fields.Many2one(
        "res.company", index=True, help="Left empty: for every company.", ondelete="cascade"
    )

    @api.model
    @tools.ormcache()
    def _get_all(self):
        """``((company id, country ids, currency id), …)`` in order."""
        # sudo: a quotation takes its currency whoever makes it
        return tuple(
            (record.company_id.id, frozenset(record.country_ids.ids), record.currency_id.id)
            for record in self.sudo().search(Domain("currency_id.active", "=", True))
        )

    @api.model
    def _get_currency(self, country, company):
        """The usual currency of a country, empty where nothing is said; no query."""
        currencies = self.env["res.currency"]
        if not country or country == company.country_id:
            # customers at home pay in the money of home
            return currencies
        for company_id, country_ids, currency_id in self._get_all():
            if company_id in (False, company.id) and (not country_ids or country.id in country_ids):
                return currencies.browse(currency_id)
        return currencies
