from odoo import fields, models
from odoo.exceptions import UserError

from ..exceptions import GateError


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

        A closed gate, a missing approval and whatever else stands in the way becomes an activity
        of the salesperson: the money stays booked.
        """
        confirmed = self.env["sale.order"]
        for transaction in self:
            # what stands in the way is read by who is told, not by the buyer
            lang = transaction.sale_order_ids._get_told_user().lang or self.env.lang
            confirmed |= transaction.with_context(lang=lang)._confirm_paid_order()
        return confirmed

    def _confirm_paid_order(self):
        self.ensure_one()
        order = self.sale_order_ids
        if not self._accept_paid_version():
            return order.browse()
        try:
            with self.env.cr.savepoint():
                return super()._check_amount_and_confirm_order()
        except UserError as error:  # of which a closed gate is one
            if not isinstance(error, GateError) and not order._is_ours_to_explain():
                raise
            for one in order:
                one._remind_of_acceptance(str(error), paid=True)
            return order.browse()

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
            order._remind_of_acceptance(reason, paid=True)
            return False
        steps = (lambda: self._accept_paid(order), order._restore_charged)
        return all(order._try_for_buyer(step, paid=True) for step in steps)

    def _accept_paid(self, order):
        version = order._get_charged_version() or order._freeze_version().sudo()
        if not version.is_accepted:
            order._record_acceptance_of(version, method="payment", note=self.reference)
