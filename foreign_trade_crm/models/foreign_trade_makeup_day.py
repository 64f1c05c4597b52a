from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import ormcache


class ForeignTradeMakeupDay(models.Model):
    """A day off that is worked, such as the Saturday that makes up for a long holiday (调休).

    Odoo's calendars know days off, not the days that make up for them.
    """

    _name = "foreign.trade.makeup.day"
    _inherit = ["foreign.trade.cached.mixin"]
    _description = "Make-up Working Day"
    _order = "date, id"
    _rec_name = "date"

    calendar_id = fields.Many2one(
        "resource.calendar",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company.resource_calendar_id,
    )
    company_id = fields.Many2one(related="calendar_id.company_id", store=True, index=True)
    date = fields.Date(required=True)
    dayofweek = fields.Selection(
        [
            ("0", "Monday"),
            ("1", "Tuesday"),
            ("2", "Wednesday"),
            ("3", "Thursday"),
            ("4", "Friday"),
            ("5", "Saturday"),
            ("6", "Sunday"),
        ],
        string="Worked As",
        required=True,
        default="0",
        help="The weekday whose hours are worked on this day.",
    )
    name = fields.Char(string="Occasion")

    _calendar_date_uniq = models.Constraint(
        "UNIQUE(calendar_id, date)", "This day is a make-up working day of the calendar already."
    )

    @api.model
    @ormcache()
    def _get_days_by_calendar(self):
        """``{id of a calendar: ((date, weekday as in Python), …)}``"""
        days = {}
        # sudo: everybody's promises are reckoned with every calendar
        for day in self.sudo().search(Domain.TRUE):
            days.setdefault(day.calendar_id.id, []).append((day.date, int(day.dayofweek)))
        return {calendar_id: tuple(found) for calendar_id, found in days.items()}
