from odoo import api, models, tools
from odoo.fields import Domain


class ResCurrencyConvertible(models.Model):
    """Odoo counts 1 for a currency that has no rate: whoever adds up must know of it."""

    _inherit = "res.currency"

    def _is_convertible(self, company):
        """Whether an amount in this currency can be said in the company's."""
        self.ensure_one()
        # sudo: which company is at the top is no secret
        root = company.sudo().root_id
        return self == company.currency_id or self.id in self._get_rated_ids(root.id)

    @api.model
    @tools.ormcache("company_id")
    def _get_rated_ids(self, company_id):
        """Ids of the currencies that have any rate for a company; no query once cached."""
        domain = Domain("company_id", "in", (False, company_id))
        # sudo: every user converts by these rates
        rates = self.env["res.currency.rate"].sudo()
        return frozenset(one.id for [one] in rates._read_group(domain, ["currency_id"]))

    def _convert_waiting_deals(self):
        """Deals whose amount could not be converted are, at today's rate."""
        domain = Domain("deal_currency_id", "in", self.ids) & Domain("deal_rate", "=", 0)
        domain &= Domain("deal_amount", "!=", 0)
        # sudo: whoever enters the rate, every deal follows it
        leads = self.env["crm.lead"].sudo().with_context(active_test=False)
        leads.search(domain)._convert_deal_amount()
