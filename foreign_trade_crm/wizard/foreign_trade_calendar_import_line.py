from datetime import timedelta

from odoo import api, fields, models

from ..tools import holiday_file


class ForeignTradeCalendarImportLine(models.TransientModel):
    """Days of one kind in a row, as the file names them."""

    _name = "foreign.trade.calendar.import.line"
    _description = "Days of a Holiday File"
    _order = "date_from, id"

    import_id = fields.Many2one(
        "foreign.trade.calendar.import", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(string="Occasion")
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="To", required=True)
    kind = fields.Selection([("off", "Day Off"), ("work", "Working Day")], required=True)
    known = fields.Boolean(string="There Already", compute="_compute_known")

    @api.depends("date_from", "date_to", "kind", "import_id.calendar_id")
    def _compute_known(self):
        days_by_calendar = self.env["foreign.trade.makeup.day"]._get_days_by_calendar()
        for batch, lines in self.grouped("import_id").items():
            leaves = batch._get_known_leaves()
            worked = {day for day, _weekday in days_by_calendar.get(batch.calendar_id.id, ())}
            for line in lines:
                if line.kind == holiday_file.OFF:
                    line.known = batch._get_span(line) in leaves
                else:
                    line.known = set(line._get_dates()) <= worked

    def _get_dates(self):
        length = (self.date_to - self.date_from).days + 1
        return [self.date_from + timedelta(days=offset) for offset in range(length)]

    def _prepare_leave_values(self):
        start, end = self.import_id._get_span(self)
        calendar = self.import_id.calendar_id
        return {
            "name": self.name or self.env._("Public holiday"),
            "calendar_id": calendar.id,
            "company_id": calendar.company_id.id or self.env.company.id,
            "date_from": start,
            "date_to": end,
        }

    def _prepare_makeup_values(self):
        """Values of the days that are not make-up days already."""
        calendar_id = self.import_id.calendar_id.id
        known = self.env["foreign.trade.makeup.day"]._get_days_by_calendar().get(calendar_id, ())
        worked = {day for day, _weekday in known}
        return [
            {"calendar_id": calendar_id, "date": day, "name": self.name}
            for day in self._get_dates()
            if day not in worked
        ]
