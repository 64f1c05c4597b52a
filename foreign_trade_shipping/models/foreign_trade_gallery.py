from odoo import api, models


class ForeignTradeGallery(models.Model):
    _inherit = "foreign.trade.gallery"

    @api.model
    def _load_order_gates(self):
        """The bill of lading stays with us until the balance against its copy is in."""
        result = super()._load_order_gates()
        self._ensure_gate("gate_bill_release", self._prepare_bill_release_gate())
        return result

    @api.model
    def _prepare_bill_release_gate(self):
        return {
            "transition": "bill_release",
            "name": self.env._("Balance is in"),
            "kind": "domain",
            "domain": "[('balance_settled', '=', True)]",
            "message": self.env._(
                "The balance against the copy of the bill of lading is not in. Send the buyer "
                "the copy and have finance register the receipt before releasing it."
            ),
            "help_action": "action_view_contracts",
        }
