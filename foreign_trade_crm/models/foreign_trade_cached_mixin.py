from odoo import api, models


class ForeignTradeCachedMixin(models.AbstractModel):
    """Rules that are read on every write of a record, and so are kept in the registry's cache.

    An adopter reads its rules in methods under ``@ormcache``; whatever changes a rule empties that
    cache here, after the change, so that nothing read in between survives it.
    """

    _name = "foreign.trade.cached.mixin"
    _description = "Rules Kept in the Registry's Cache"

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        self.env.registry.clear_cache()
        return rules

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result
