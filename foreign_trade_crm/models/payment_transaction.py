from odoo import models
from odoo.exceptions import UserError

from ..exceptions import GateError
from .sale_order_approval import MOMENT


class PaymentTransaction(models.Model):
    """Money that came in online is booked, whether or not the order may be confirmed by now."""

    _inherit = "payment.transaction"

    def _check_amount_and_confirm_order(self):
        """A closed gate or a missing approval becomes an activity of the salesperson."""
        try:
            with self.env.cr.savepoint():
                return super()._check_amount_and_confirm_order()
        except UserError as error:  # of which a closed gate is one
            orders = self.sale_order_ids
            if not isinstance(error, GateError) and not orders._approval_missing(MOMENT):
                raise
            for order in orders:
                self._remind_of_paid_order(order, str(error))
            return orders.browse()

    def _remind_of_paid_order(self, order, reason):
        # sudo: a visitor of the portal may be the one who pays
        order.sudo().activity_schedule(
            "mail.mail_activity_data_warning",
            user_id=(order._get_work_user() or order.create_uid).id,
            summary=self.env._("Paid online, but the order cannot be confirmed yet"),
            note=reason,
        )
