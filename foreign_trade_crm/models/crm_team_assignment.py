from odoo import models

#: what rules keep of teams in the registry's cache
CACHED_FIELDS = {"active", "company_id", "user_id", "use_leads", "sequence"}


class CrmTeamAssignment(models.Model):
    _inherit = "crm.team"

    def write(self, vals):
        result = super().write(vals)
        if CACHED_FIELDS & vals.keys():
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()  # its members went with it
        return result
