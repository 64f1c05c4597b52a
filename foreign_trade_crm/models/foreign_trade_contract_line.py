from odoo import api, fields, models
from odoo.exceptions import UserError


class ForeignTradeContractLine(models.Model):
    """Goods of a contract: they change with it, in draft."""

    _name = "foreign.trade.contract.line"
    _description = "Contract Line"
    _inherit = "foreign.trade.offer.line.mixin"

    contract_id = fields.Many2one(
        "foreign.trade.contract", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="contract_id.currency_id")

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_contract_is_draft()
        return lines

    def write(self, vals):
        self._check_contract_is_draft()
        res = super().write(vals)
        if "contract_id" in vals:
            self.check_access("write")  # of the document that they are moved to
            self._check_contract_is_draft()
        return res

    @api.ondelete(at_uninstall=True)
    def _check_contract_is_draft(self):
        if any(contract.state != "draft" for contract in self.contract_id):
            raise UserError(self.env._("The goods of an issued document do not change."))
