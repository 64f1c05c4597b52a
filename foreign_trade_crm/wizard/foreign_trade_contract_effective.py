from odoo import fields, models


class ForeignTradeContractEffective(models.TransientModel):
    """Why a contract is declared effective before its deposit is in."""

    _name = "foreign.trade.contract.effective"
    _description = "Declare Effective before the Deposit"

    contract_id = fields.Many2one("foreign.trade.contract", required=True, readonly=True)
    reason = fields.Text(required=True)

    def action_confirm(self):
        self.ensure_one()
        action = self.contract_id.action_declare_effective(reason=self.reason)
        return action if isinstance(action, dict) else {"type": "ir.actions.act_window_close"}
