import base64
from datetime import datetime, time

from pytz import timezone, utc

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..tools import holiday_file

EXAMPLE = (
    "date,end,kind,name\n2026-10-01,2026-10-07,off,National Day\n2026-10-10,,work,National Day\n"
)


class ForeignTradeCalendarImport(models.TransientModel):
    """Bring a year's public holidays and make-up working days into a working calendar."""

    _name = "foreign.trade.calendar.import"
    _description = "Import Public Holidays"

    calendar_id = fields.Many2one(
        "resource.calendar",
        required=True,
        default=lambda self: self.env.company.resource_calendar_id,
    )
    file = fields.Binary(attachment=False, help="CSV or iCalendar (.ics)")
    filename = fields.Char()
    text = fields.Text(string="Or Paste It Here")
    line_ids = fields.One2many("foreign.trade.calendar.import.line", "import_id", string="Days")
    example = fields.Text(default=EXAMPLE, readonly=True)

    def action_read(self):
        """Show what the file says before anything changes."""
        self._check_manager()
        days = self._read_days()
        self.line_ids.unlink()
        self.line_ids = [
            (0, 0, {"date_from": first, "date_to": last, "kind": kind, "name": name})
            for first, last, kind, name in holiday_file.spans(days)
        ]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import Public Holidays"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_import(self):
        """Write the days; what the calendar has already stays as it is."""
        self._check_manager()
        new = self.line_ids.filtered(lambda line: not line.known)
        off = new.filtered(lambda line: line.kind == holiday_file.OFF)
        # sudo: working calendars belong to the administrator; managers keep these two of it
        self.env["resource.calendar.leaves"].sudo().create(
            [line._prepare_leave_values() for line in off]
        )
        self.env["foreign.trade.makeup.day"].sudo().create(
            [values for line in new - off for values in line._prepare_makeup_values()]
        )
        message = self.env._(
            "%(new)s new entries in %(calendar)s, %(known)s were there already.",
            new=len(new),
            known=len(self.line_ids - new),
            calendar=self.calendar_id.name,
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": message,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _check_manager(self):
        if not self.env.user.has_group("foreign_trade_crm.group_sales_manager"):
            raise AccessError(self.env._("Only sales managers change the days that count."))

    def _read_days(self):
        content = base64.b64decode(self.file or b"") or (self.text or "").encode()
        if not content.strip():
            raise UserError(self.env._("Choose a file, or paste its text."))
        if len(content) > holiday_file.MAX_BYTES:
            raise UserError(self.env._("A file of holidays is smaller than 1 MB."))
        try:
            days = holiday_file.read(content)
        except holiday_file.HolidayFileError as error:
            raise UserError(
                self.env._(
                    "Line %(line)s cannot be read: “%(content)s”. It needs a date such as "
                    "2026-10-01 and a kind: off or work.",
                    line=error.line,
                    content=error.content[:100],
                )
            ) from error
        if not days:
            raise UserError(self.env._("There is no day in this file."))
        return days

    def _to_utc(self, day, moment):
        zone = timezone(self.calendar_id.tz or "UTC")
        local = zone.localize(datetime.combine(day, moment))
        return local.astimezone(utc).replace(tzinfo=None)

    def _get_known_leaves(self):
        """``{(start, end)}`` of the calendar's days off for everybody, in naive UTC."""
        leaves = self.env["resource.calendar.leaves"].sudo()  # sudo: those of all companies
        found = leaves.search(
            [("calendar_id", "=", self.calendar_id.id), ("resource_id", "=", False)]
        )
        return {(leave.date_from, leave.date_to) for leave in found}

    def _get_span(self, line):
        return self._to_utc(line.date_from, time.min), self._to_utc(line.date_to, time(23, 59, 59))
