from odoo import api, models

from .sale_order_approval import LADDER, MOMENT


class SaleOrderApprovalMoment(models.Model):
    """Sending and confirming through whichever door: nobody agrees to what a gate refuses."""

    _inherit = "sale.order"

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        for state, same in orders.grouped("state").items():
            same._approval_state_check(state)
        return orders

    def write(self, vals):
        result = super().write(vals)
        if "state" in vals:
            self._approval_state_check(vals["state"])
        return result

    def _approval_state_check(self, state):
        """What must be agreed to before orders get into that state."""
        moments = {"sent": (MOMENT,), "sale": (MOMENT, LADDER)}.get(state)
        if moments:
            self._approval_moment_check(*moments)

    def _remind_of_acceptance(self, reason, paid=False):
        """The buyer accepted and somebody has to agree first: they are asked at once."""
        result = super()._remind_of_acceptance(reason, paid=paid)
        for order in self:
            # sudo: in the owner's name, whoever signed on the portal
            order.with_user(order._get_told_user()).sudo()._request_approval(MOMENT, LADDER)
        return result
