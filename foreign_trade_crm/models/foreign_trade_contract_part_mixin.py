from odoo import api, fields, models
from odoo.exceptions import UserError


class ForeignTradeContractPartMixin(models.AbstractModel):
    """A part of a proforma invoice or contract: agreed in draft, judged by whoever approves it."""

    _name = "foreign.trade.contract.part.mixin"
    _description = "Part of a Contract"

    #: what is agreed: it changes in draft only (every field where it is empty)
    _agreed_fields = frozenset()
    #: whose change is a change to what was approved
    _judged_fields = frozenset()

    contract_id = fields.Many2one(
        "foreign.trade.contract", required=True, index=True, ondelete="cascade"
    )

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts._check_contract_is_draft()
        parts.contract_id._approval_review()
        return parts

    def write(self, vals):
        contracts = self.contract_id
        if not self._agreed_fields or not self._agreed_fields.isdisjoint(vals):
            self._check_contract_is_draft()
        result = super().write(vals)
        if "contract_id" in vals:
            self.check_access("write")  # of the document that they are moved to
            self._check_contract_is_draft()
        if not self._judged_fields.isdisjoint(vals):
            (contracts | self.contract_id)._approval_review()
        return result

    def unlink(self):
        contracts = self.contract_id
        result = super().unlink()
        contracts._approval_review()
        return result

    @api.ondelete(at_uninstall=True)
    def _check_contract_is_draft(self):
        if any(contract.state != "draft" for contract in self.contract_id):
            raise UserError(self._locked_message())

    def _locked_message(self):
        return self.env._("The goods of an issued document do not change.")
