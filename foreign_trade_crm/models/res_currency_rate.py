from odoo import api, models


class ResCurrencyRate(models.Model):
    """The first rate of a currency gives the deals that waited for it their worth."""

    _inherit = "res.currency.rate"

    @api.model_create_multi
    def create(self, vals_list):
        rates = super().create(vals_list)
        currency = self.env["res.currency"]
        first = rates.filtered(
            lambda rate: (
                rate.currency_id.id
                not in currency._get_rated_ids((rate.company_id or self.env.company).root_id.id)
            )
        )
        if first:
            self.env.registry.clear_cache()
            first.currency_id._convert_waiting_deals()
        return rates

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"currency_id", "company_id"}:
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result
