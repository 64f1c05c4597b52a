from odoo import api, fields, models
from odoo.exceptions import UserError

from .foreign_trade_contract import ACTIVE_STATES

#: slips that may wait for finance at once, for one document
MAX_OPEN = 5


class ForeignTradeContractClaim(models.Model):
    """What the buyer says to have paid, beside what was received."""

    _inherit = "foreign.trade.contract"

    claim_ids = fields.One2many("foreign.trade.payment.claim", "contract_id", "Bank Slips")
    is_claimed_paid = fields.Boolean(
        "Claimed Paid", compute="_compute_is_claimed_paid", store=True, copy=False
    )
    claimed_amount = fields.Monetary(
        compute="_compute_is_claimed_paid", store=True, copy=False, help="Not received yet."
    )

    @api.model
    def _engine_fields(self):
        return super()._engine_fields() | {"is_claimed_paid", "claimed_amount"}

    @api.depends("claim_ids.state", "claim_ids.amount")
    def _compute_is_claimed_paid(self):
        for contract in self:
            waiting = contract.claim_ids.filtered(lambda claim: claim.state == "claimed")
            contract.is_claimed_paid = bool(waiting)
            contract.claimed_amount = sum(waiting.mapped("amount"))

    def _check_claims(self):
        """Money is claimed for what was issued, a few slips at a time."""
        self.ensure_one()
        if self.state not in ACTIVE_STATES:
            raise UserError(
                self.env._("%(name)s was not issued, or does not hold any more.", name=self.name)
            )
        if len(self.claim_ids.filtered(lambda claim: claim.state == "claimed")) > MAX_OPEN:
            raise UserError(
                self.env._("We have your bank slips and are looking for the payment. Thank you.")
            )

    def _claim_paid(self, amount, reference, filename, content):
        """The buyer shows a bank slip on the portal; as superuser.

        :param float amount: in the document's currency
        """
        self.ensure_one()
        slip = self.env["ir.attachment"].create(
            {"name": filename, "raw": content, "res_model": self._name, "res_id": self.id}
        )
        return self.env["foreign.trade.payment.claim"]._claim_for_buyer(
            {
                "contract_id": self.id,
                "amount": amount,
                "reference": reference,
                "attachment_id": slip.id,
            }
        )
