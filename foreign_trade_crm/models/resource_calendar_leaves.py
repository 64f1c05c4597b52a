from odoo import api, models


class ResourceCalendarLeaves(models.Model):
    """Public holidays empty the cache; a single person's days off leave it alone."""

    _inherit = "resource.calendar.leaves"

    @api.model_create_multi
    def create(self, vals_list):
        leaves = super().create(vals_list)
        leaves._forget_worked_days()
        return leaves

    def write(self, vals):
        public = self._are_public()
        result = super().write(vals)
        self._forget_worked_days(public)
        return result

    def unlink(self):
        public = self._are_public()
        result = super().unlink()
        self._forget_worked_days(public)
        return result

    def _are_public(self):
        # sudo: also where the calendars are somebody else's
        return any(not leave.resource_id for leave in self.sudo().exists())

    def _forget_worked_days(self, public=False):
        if public or self._are_public():
            self.env.registry.clear_cache()
