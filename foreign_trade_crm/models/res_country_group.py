from odoo import models


class ResCountryGroup(models.Model):
    _inherit = "res.country.group"

    def write(self, vals):
        result = super().write(vals)
        if "country_ids" in vals:
            self.env.registry.clear_cache()  # assignment rules keep their countries
        return result
