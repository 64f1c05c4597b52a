from odoo import api, models


class AccountPartialReconcile(models.Model):
    """Reconciling an invoice settles the milestones of its contract, and undoing it unsettles."""

    _inherit = "account.partial.reconcile"

    @api.model_create_multi
    def create(self, vals_list):
        partials = super().create(vals_list)
        partials._get_foreign_trade_contracts()._update_settlement()
        return partials

    def unlink(self):
        contracts = self._get_foreign_trade_contracts()
        res = super().unlink()
        contracts._update_settlement()
        return res

    def _get_foreign_trade_contracts(self):
        moves = (self.debit_move_id | self.credit_move_id).move_id
        # whether a contract is concerned does not depend on who reconciles
        contracts = self.env["foreign.trade.contract"].sudo()._get_contracts_of_moves(moves)
        return contracts.sudo(self.env.su)
