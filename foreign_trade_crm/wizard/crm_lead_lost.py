from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools import html2plaintext, is_html_empty


class CrmLeadLost(models.TransientModel):
    """Beside the reason: who got the order, at what price, and what kept the buyer from us."""

    _inherit = "crm.lead.lost"

    reason_required = fields.Boolean(compute="_compute_reason_required")
    note_required = fields.Boolean(related="lost_reason_id.note_required")
    competitor_id = fields.Many2one("foreign.trade.competitor", "Lost To")
    competitor_price = fields.Monetary("Their Price", currency_field="competitor_currency_id")
    competitor_currency_id = fields.Many2one(
        "res.currency", compute="_compute_competitor_currency_id", store=True, readonly=False
    )
    objection_ids = fields.Many2many("foreign.trade.objection", string="Objections")

    @api.depends("lead_ids")
    def _compute_reason_required(self):
        """Whether a gate asks for the reason; the gate itself judges when it is applied."""
        for wizard in self:
            deals = wizard.lead_ids.filtered(lambda lead: lead.type == "opportunity")
            rules = [one for one in deals._gate_conditions() if one.key == "lost"]
            scopes = set(deals._gate_scopes().values()) if rules else ()
            wizard.reason_required = any(
                "lost_reason_id" in rule.field_names and rule.applies_to(*scope)
                for rule in rules
                for scope in scopes
            )

    @api.depends("lead_ids")
    def _compute_competitor_currency_id(self):
        for wizard in self:
            if not wizard.competitor_currency_id:
                lead = wizard.lead_ids[:1]
                wizard.competitor_currency_id = lead and lead._get_competitor_currency()

    def action_lost_reason_apply(self):
        self.ensure_one()
        values = self._prepare_closing_values()
        if values:
            self.lead_ids.write(values)
        for lead in self.lead_ids if self.competitor_id else ():
            lead._note_order_lost_to(self._prepare_winner_values())
        return super().action_lost_reason_apply()

    def _prepare_closing_values(self):
        values = {}
        if not is_html_empty(self.lost_feedback):
            values["closing_note"] = html2plaintext(self.lost_feedback).strip()
        if self.objection_ids:
            values["objection_ids"] = [Command.link(one.id) for one in self.objection_ids]
        return values

    def _prepare_winner_values(self):
        values = {"competitor_id": self.competitor_id.id, "has_order": True}
        if self.competitor_price:
            values["price"] = self.competitor_price
            values["currency_id"] = self.competitor_currency_id.id
        return values
