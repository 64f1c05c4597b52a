from odoo import models


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["foreign.trade.gate.mixin", "sale.order"]

    _gate_fields = ("state",)

    def _gate_keys(self):
        return {
            order.id: {"order_confirm"} if order.state == "sale" else set() for order in self
        }

    def _gate_next_keys(self):
        title = self.env._("To confirm the order")
        return {
            order.id: ("order_confirm", title)
            for order in self
            if order.state in ("draft", "sent")
        }

    def _gate_team(self):
        return self.team_id
