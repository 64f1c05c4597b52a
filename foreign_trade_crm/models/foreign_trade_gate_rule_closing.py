from odoo import api, fields, models


class ForeignTradeGateRuleClosing(models.Model):
    """Rules on winning and losing a deal, whatever its pipeline."""

    _inherit = "foreign.trade.gate.rule"

    transition = fields.Selection(
        selection_add=[("won", "Win a deal"), ("lost", "Lose a deal")],
        ondelete={"won": "cascade", "lost": "cascade"},
    )

    @api.model
    def _transition_models(self):
        return {**super()._transition_models(), "won": "crm.lead", "lost": "crm.lead"}
