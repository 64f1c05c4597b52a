from odoo import api, fields, models
from odoo.exceptions import UserError

MODELS = {"crm.lead": "lead_ids", "res.partner": "partner_ids"}
#: where somebody goes who no longer reads what they handed over
HOME = {
    "crm.lead": "crm.crm_lead_action_pipeline",
    "res.partner": "base.action_partner_form",
}


class ForeignTradeOwnerChange(models.TransientModel):
    """Give leads or customers to a colleague, and say why."""

    _name = "foreign.trade.owner.change"
    _description = "Hand Over"

    lead_ids = fields.Many2many("crm.lead")
    partner_ids = fields.Many2many("res.partner", string="Customers")
    user_id = fields.Many2one(
        "res.users", "New Owner", required=True, domain="[('share', '=', False)]"
    )
    reason = fields.Char(required=True)
    with_deals = fields.Boolean(
        "With Open Deals and Quotations",
        default=True,
        help="Those of the same owner go along with the customer.",
    )

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        name = MODELS.get(self.env.context.get("active_model"))
        if name:
            values[name] = self.env.context.get("active_ids")
        return values

    def action_apply(self):
        self.ensure_one()
        records = self.lead_ids or self.partner_ids.commercial_partner_id
        if not records:
            raise UserError(self.env._("There is nothing to hand over."))
        deals, quotations = self._get_open_business()
        records._change_owner(self.user_id, self.reason)
        deals._change_owner(self.user_id, self.reason)
        quotations.write({"user_id": self.user_id.id})
        if records.has_access("read"):
            return {"type": "ir.actions.act_window_close"}
        return self.env["ir.actions.actions"]._for_xml_id(HOME[records._name])

    def _get_open_business(self):
        """Open leads and quotations that the present owners have with these customers."""
        deals, quotations = self.env["crm.lead"], self.env["sale.order"]
        if not self.with_deals or not self.partner_ids:
            return deals, quotations
        for owner, customers in self.partner_ids.commercial_partner_id.grouped("user_id").items():
            if not owner:
                continue
            theirs = [
                ("partner_id.commercial_partner_id", "in", customers.ids),
                ("user_id", "=", owner.id),
            ]
            deals |= deals.search([*theirs, ("won_status", "=", "pending")])
            quotations |= quotations.search([*theirs, ("state", "in", ("draft", "sent"))])
        return deals, quotations
