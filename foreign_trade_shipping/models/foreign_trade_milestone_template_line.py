from odoo import fields, models

from .foreign_trade_shipment_milestone import MILESTONE_CODES


class ForeignTradeMilestoneTemplateLine(models.Model):
    _name = "foreign.trade.milestone.template.line"
    _description = "Shipment Milestone Template Line"
    _order = "template_id, sequence, id"

    template_id = fields.Many2one(
        "foreign.trade.milestone.template", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    code = fields.Selection(
        MILESTONE_CODES,
        string="Event",
        required=True,
        help="What the event means to the shipment, whatever the mode calls it.",
    )
    offset_days = fields.Integer(
        string="Days from Departure",
        help="Planned so many days after the planned departure; negative for before.",
    )

    def _prepare_milestone_values(self, shipment):
        self.ensure_one()
        return {
            "shipment_id": shipment.id,
            "name": self.name,
            "code": self.code,
            "sequence": self.sequence,
            "offset_days": self.offset_days,
            "user_id": shipment.user_id.id,
        }
