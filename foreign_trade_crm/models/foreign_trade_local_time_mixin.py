from odoo import api, fields, models

from ..tools import country_time


class ForeignTradeLocalTimeMixin(models.AbstractModel):
    """What time it is at the buyer's, and when somebody sits at the desk there.

    An adopter has ``country_id``, ``state_id`` and ``phone``.
    """

    _name = "foreign.trade.local.time.mixin"
    _description = "Local Time"

    local_time = fields.Json(
        compute="_compute_local_time", help="Time at the buyer's, from country and region."
    )

    @api.depends("country_id", "state_id", "phone")
    def _compute_local_time(self):
        now = fields.Datetime.now()
        for record in self:
            zone = record._get_time_zone()
            record.local_time = zone and record._prepare_local_time(zone, now)

    def _get_time_zone(self):
        """Name of the buyer's time zone, ``""`` when the country is unknown."""
        self.ensure_one()
        return country_time.country_zone(self.country_id.code, self.state_id.code, self.phone or "")

    def _prepare_local_time(self, zone, now):
        """What the web client shows: it counts on from here without knowing any calendar.

        ``changes`` are moments in milliseconds and whether offices open then.
        """
        country = self.country_id.code
        changes = country_time.office_changes(zone, country, now, count=6)
        return {
            "zone": zone,
            "open": country_time.is_office_time(zone, country, now),
            "changes": [[country_time.milliseconds(at), opens] for at, opens in changes],
        }
