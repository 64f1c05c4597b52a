from odoo import fields, models
from odoo.tools import SQL

from .foreign_trade_customer_metrics import LIFECYCLES, SEGMENTS, TIERS


class ForeignTradeSegmentMovement(models.Model):
    """Which segment, tier and state customers came from, month by month."""

    _name = "foreign.trade.segment.movement"
    _description = "Movement Between Segments"
    _auto = False
    _rec_name = "partner_id"
    _order = "month desc, id"
    _depends = {
        "foreign.trade.customer.metrics.month": [
            "company_id",
            "lifecycle",
            "month",
            "partner_id",
            "segment",
            "tier",
        ]
    }

    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    user_id = fields.Many2one(related="partner_id.user_id", string="Owner")
    country_id = fields.Many2one(related="partner_id.country_id")
    month = fields.Date(readonly=True)
    segment = fields.Selection(SEGMENTS, "To Segment", readonly=True)
    segment_from = fields.Selection(SEGMENTS, "From Segment", readonly=True)
    tier = fields.Selection(TIERS, "To Tier", readonly=True)
    tier_from = fields.Selection(TIERS, "From Tier", readonly=True)
    lifecycle = fields.Selection(LIFECYCLES, "Now", readonly=True)
    lifecycle_from = fields.Selection(LIFECYCLES, "Before", readonly=True)
    movement = fields.Selection(
        [("up", "Up"), ("down", "Down"), ("same", "Unchanged"), ("new", "New")],
        readonly=True,
        help="By the order of the segments, from Champions to Lost.",
    )

    @property
    def _table_query(self):
        return SQL("SELECT %s FROM %s", self._select(), self._from())

    def _select(self):
        """Columns of the report; the movement follows from the places of the segments."""
        return SQL(
            """
            now.id, now.partner_id, now.company_id, now.month,
            now.segment, past.segment AS segment_from,
            now.tier, past.tier AS tier_from,
            now.lifecycle, past.lifecycle AS lifecycle_from,
            CASE WHEN past.segment IS NULL AND now.segment IS NOT NULL THEN 'new'
                 WHEN %(now)s < %(past)s THEN 'up'
                 WHEN %(now)s > %(past)s THEN 'down'
                 ELSE 'same' END AS movement
            """,
            now=self._place("now"),
            past=self._place("past"),
        )

    def _place(self, alias):
        codes = [code for code, _label in SEGMENTS]
        segment = SQL.identifier(alias, "segment")
        return SQL("array_position(%s::varchar[], %s::varchar)", codes, segment)

    def _from(self):
        return SQL(
            """
            foreign_trade_customer_metrics_month now
            LEFT JOIN foreign_trade_customer_metrics_month past
                   ON past.partner_id = now.partner_id
                  AND past.company_id = now.company_id
                  AND past.month = (now.month - interval '1 month')::date
            """
        )
