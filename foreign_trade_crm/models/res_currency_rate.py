from odoo import api, models


class ResCurrencyRate(models.Model):
    """The first rate of a currency gives the deals that waited for it their worth."""

    _inherit = "res.currency.rate"

    @api.model_create_multi
    def create(self, vals_list):
        rates = super().create(vals_list)
        # asked of the table: the cache of what has rates may be filled with these just now
        others = [("currency_id", "in", rates.currency_id.ids), ("id", "not in", rates.ids)]
        known = set(self.sudo()._read_group(others, ["currency_id", "company_id"]))
        first = rates.filtered(lambda rate: (rate.currency_id, rate.company_id) not in known)
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
