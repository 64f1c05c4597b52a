from odoo import models


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["foreign.trade.gate.mixin", "sale.order"]

    _gate_fields = ("state", "production_state")
    _gate_amount_fields = ("amount_total", "currency_id")

    def _gate_amount(self):
        """The total in company currency, at the rate of the order."""
        if not self.currency_id._is_convertible(self.company_id):
            return None
        return self.amount_total / (self.currency_rate or 1.0)

    def _gate_keys(self):
        keys = {}
        for order in self:
            keys[order.id] = {"order_confirm"} if order.state == "sale" else set()
            if order.production_state == "started":
                keys[order.id].add("production_start")
        return keys

    def _gate_next_keys(self):
        confirm = ("order_confirm", self.env._("To confirm the order"))
        start = ("production_start", self.env._("To start production"))
        ahead = {order.id: confirm for order in self if order.state in ("draft", "sent")}
        held = self.filtered(lambda one: one.state == "sale" and one.production_state == "held")
        return {**ahead, **dict.fromkeys(held.ids, start)}

    def _gate_team(self):
        return self.team_id

    def _gate_note_overrides(self, values_by_id):
        self._message_log_batch(bodies=self._gate_override_bodies(values_by_id))
        return super()._gate_note_overrides(values_by_id)
