import base64

from odoo import api, fields, models

from ..tools.portal_upload import check_file


class ForeignTradePaymentClaimNew(models.TransientModel):
    """A salesperson got the bank slip from the buyer and passes it on to finance."""

    _name = "foreign.trade.payment.claim.new"
    _description = "Pass on a Bank Slip"

    contract_id = fields.Many2one("foreign.trade.contract", required=True, readonly=True)
    currency_id = fields.Many2one(related="contract_id.currency_id")
    amount = fields.Monetary(
        compute="_compute_amount", store=True, readonly=False, precompute=True, required=True
    )
    paid_on = fields.Date(required=True, default=fields.Date.context_today)
    reference = fields.Char("Bank Reference")
    slip = fields.Binary("Bank Slip", required=True, attachment=False)
    slip_name = fields.Char()

    @api.depends("contract_id")
    def _compute_amount(self):
        """What is due next."""
        for claim in self:
            milestones = claim.contract_id.payment_milestone_ids._in_order()
            unsettled = milestones.filtered(lambda one: one.state != "settled")
            claim.amount = unsettled[:1].balance_amount

    def action_claim(self):
        self.ensure_one()
        content = base64.b64decode(self.slip)
        name, content = check_file(self.env, self.slip_name, content)
        slip = self.env["ir.attachment"].create({"name": name, "raw": content})
        self.env["foreign.trade.payment.claim"].create(
            {
                "contract_id": self.contract_id.id,
                "amount": self.amount,
                "paid_on": self.paid_on,
                "reference": self.reference,
                "attachment_id": slip.id,
            }
        )
        return {"type": "ir.actions.act_window_close"}
