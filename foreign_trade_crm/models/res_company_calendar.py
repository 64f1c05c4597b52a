from odoo import models
from odoo.tools import ormcache


class ResCompanyCalendar(models.Model):
    """The company's clock. Another calendar of the company means another clock."""

    _inherit = "res.company"

    def cache_invalidation_fields(self):
        return super().cache_invalidation_fields() | {"resource_calendar_id"}

    @ormcache("self.id")
    def _get_zone(self):
        """Name of the zone in which days begin and end for everybody at this company; kept in
        memory until a calendar changes."""
        company = self.sudo()  # sudo: whose clock it is, for whoever asks
        return company.resource_calendar_id.tz or company.partner_id.tz or "UTC"
