from odoo import fields, models
from odoo.exceptions import UserError

from ..exceptions import GateError
from .sale_order_approval import MOMENT


class PaymentTransaction(models.Model):
    """Money that came in online is booked, whether or not the order may be confirmed by now."""

    _inherit = "payment.transaction"

    quotation_version_id = fields.Many2one(
        "foreign.trade.quotation.version",
        "Paid Version",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="The version of the quotation that the buyer had before him when he paid.",
    )

    def _check_amount_and_confirm_order(self):
        """Paying accepts the version that was paid, and confirms the order if it may be.

        A closed gate or a missing approval becomes an activity of the salesperson.
        """
        ready = self.filtered(lambda one: one._accept_paid_version())
        try:
            with self.env.cr.savepoint():
                return super(PaymentTransaction, ready)._check_amount_and_confirm_order()
        except UserError as error:  # of which a closed gate is one
            orders = ready.sale_order_ids
            if not isinstance(error, GateError) and not orders._approval_missing(MOMENT):
                raise
            for order in orders:
                self._remind_of_paid_order(order, str(error))
            return orders.browse()

    def _accept_paid_version(self):
        """Record the acceptance that lies in the payment.

        :return: False when a newer version was sent meanwhile, or the version that was paid
            cannot be restored: then nothing is confirmed, and the owner hears of it
        """
        self.ensure_one()
        order = self.sale_order_ids
        version = order._get_portal_version() if len(order) == 1 else None
        if not version or not order._is_confirmation_amount_reached():
            return True
        if self.quotation_version_id and self.quotation_version_id != version:
            reason = self.env._(
                "%(paid)s was paid, but %(version)s was sent since.",
                paid=self.quotation_version_id.name,
                version=version.name,
            )
            self._remind_of_paid_order(order, reason)
            return False
        try:
            with self.env.cr.savepoint():
                version = order._get_charged_version() or order._freeze_version().sudo()
                if not version.is_accepted:
                    order._record_acceptance_of(version, method="payment", note=self.reference)
        except UserError as error:
            self._remind_of_paid_order(order, str(error))
            return False
        return True

    def _remind_of_paid_order(self, order, reason):
        # sudo: a visitor of the portal may be the one who pays
        order.sudo().activity_schedule(
            "mail.mail_activity_data_warning",
            user_id=(order._get_work_user() or order.create_uid).id,
            summary=self.env._("Paid online, but the order cannot be confirmed yet"),
            note=reason,
        )
