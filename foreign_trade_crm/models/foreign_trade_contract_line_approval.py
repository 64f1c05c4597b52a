from odoo import api, models

JUDGED_FIELDS = {"product_id", "quantity", "price_unit", "discount", "uom_name", "contract_id"}


class ForeignTradeContractLineApproval(models.Model):
    """A change to the goods is a change to what was approved."""

    _inherit = "foreign.trade.contract.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.contract_id._approval_review()
        return lines

    def write(self, vals):
        contracts = self.contract_id
        result = super().write(vals)
        if not JUDGED_FIELDS.isdisjoint(vals):
            (contracts | self.contract_id)._approval_review()
        return result

    def unlink(self):
        contracts = self.contract_id
        result = super().unlink()
        contracts._approval_review()
        return result
