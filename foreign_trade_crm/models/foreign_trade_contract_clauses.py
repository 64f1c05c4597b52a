from odoo import api, fields, models
from odoo.exceptions import UserError


class ForeignTradeContractClauses(models.Model):
    """The clauses of a document: from the library, then its own."""

    _inherit = "foreign.trade.contract"

    clause_ids = fields.One2many("foreign.trade.contract.clause", "contract_id", copy=True)

    @api.model_create_multi
    def create(self, vals_list):
        contracts = super().create(vals_list)
        for contract, vals in zip(contracts, vals_list, strict=True):
            if "clause_ids" not in vals:
                contract._take_over_clauses()
        return contracts

    def _take_over_clauses(self):
        """Clauses of the library that documents like this one take over by themselves."""
        self.ensure_one()
        known = self.clause_ids.clause_id
        clauses = self.env["foreign.trade.clause"]._find_for(self) - known
        self.env["foreign.trade.contract.clause"].create(
            [
                {**clause._prepare_contract_clause_values(), "contract_id": self.id}
                for clause in clauses
            ]
        )

    def action_take_over_clauses(self):
        """Add what the library has by now for this kind of document."""
        for contract in self:
            if contract.state != "draft":
                raise UserError(self.env._("The clauses of an issued document do not change."))
            contract._take_over_clauses()
