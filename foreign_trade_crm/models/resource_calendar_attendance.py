from odoo import models


class ResourceCalendarAttendance(models.Model):
    """Other hours mean other days: see ``resource.calendar._get_worked_days``."""

    _name = "resource.calendar.attendance"
    _inherit = ["foreign.trade.cached.mixin", "resource.calendar.attendance"]
