from odoo import fields, models

from .foreign_trade_shipment import TRANSPORT_MODES


class ForeignTradeMilestoneTemplate(models.Model):
    """The milestones that a new shipment by one mode of transport starts with."""

    _name = "foreign.trade.milestone.template"
    _description = "Shipment Milestone Template"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    mode = fields.Selection(TRANSPORT_MODES, string="Mode of Transport", required=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: used by every company that has none of its own."
    )
    line_ids = fields.One2many(
        "foreign.trade.milestone.template.line", "template_id", string="Milestones", copy=True
    )

    def _get_template(self, mode, company):
        """The first template of a mode, one of the company's own before a shared one."""
        templates = self.search([("mode", "=", mode), ("company_id", "in", [company.id, False])])
        return templates.sorted(lambda template: not template.company_id)[:1]
