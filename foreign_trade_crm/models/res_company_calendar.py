from odoo import models


class ResCompanyCalendar(models.Model):
    """Another calendar of the company means another clock for its deadlines."""

    _inherit = "res.company"

    def cache_invalidation_fields(self):
        return super().cache_invalidation_fields() | {"resource_calendar_id"}
