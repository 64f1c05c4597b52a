from odoo import models
from odoo.exceptions import UserError
from odoo.http import request

from .sale_order_approval import LADDER, MOMENT


class SaleOrderAcceptance(models.Model):
    """The buyer's acceptance is on record first, whatever becomes of the confirmation."""

    _inherit = "sale.order"

    def _validate_order(self):
        """The buyer signed: the version is accepted, and the order confirmed if it may be.

        A closed gate, a missing approval and whatever else stands in the way becomes an activity
        of the owner: the signature stays.
        """
        sent = self.filtered(lambda order: order._get_portal_version())
        result = None
        if self - sent:
            result = super(SaleOrderAcceptance, self - sent)._validate_order()
        for order in sent:
            if order._take_signature():
                colleague = order._as_people()
                colleague._try_for_buyer(super(SaleOrderAcceptance, colleague)._validate_order)
        return result

    def _action_confirm(self):
        """What stood in the way of an accepted offer does no longer."""
        result = super()._action_confirm()
        accepted = self.filtered("accepted_version_id")
        if accepted:
            # sudo: the reminder is the owner's, whoever confirms
            accepted.sudo().activity_unlink(["mail.mail_activity_data_warning"])
        return result

    def _take_signature(self):
        """Record what the buyer signed, then make the draft say it; the record stays, whatever
        becomes of the draft.

        :return: whether the order may be confirmed as far as that goes
        """
        self.ensure_one()
        colleague = self._as_people()
        return colleague._try_for_buyer(self._accept_signed) and colleague._try_for_buyer(
            colleague._restore_charged
        )

    def _is_ours_to_explain(self):
        """Whether a refused confirmation is told to the owner: where we keep versions, or where
        an approval is missing. Odoo's own refusals of other orders are left as they are.
        """
        sent = any(order._get_portal_version() for order in self)
        return sent or bool(self._approval_missing(MOMENT, LADDER))

    def _try_for_buyer(self, step, paid=False):
        """Do a step of the acceptance; where it is refused, the owner hears of it.

        :return: whether it was done
        """
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                step()
        except UserError as error:  # of which a closed gate is one
            self._remind_of_acceptance(str(error), paid=paid)
            return False
        return True

    def _accept_signed(self):
        """Record the signature as acceptance of the version that the buyer has before him."""
        version = self._get_charged_version() or self._as_people()._freeze_version().sudo()
        self._record_acceptance_of(
            version,
            method="portal",
            signed_by=self.signed_by,
            signed_on=self.signed_on,
            signature=self.signature,
        )

    def _record_acceptance_of(self, version, **values):
        self.ensure_one()
        # Odoo's portal works as the superuser: who is logged in is known of the request alone
        user = request.env.user if request else self.env.user
        # a visitor who is logged in, else the customer to whom the link went
        partner = user.partner_id if user._is_portal() else self.partner_id
        # sudo: buyers record no acceptances themselves
        acceptances = self.env["foreign.trade.quotation.acceptance"].sudo()
        return acceptances.create(
            {
                "version_id": version.id,
                "accepted_by_id": partner.id,
                "accepted_on": self._get_buyer_today(),
                **values,
            }
        )

    def _restore_charged(self):
        """The draft says what the buyer signs and pays."""
        version = self._get_charged_version()
        if version:
            self._restore_accepted(version)

    def _restore_accepted(self, version):
        """What was accepted is what the order says: the half-edited draft gives way."""
        self.ensure_one()
        if self.state in ("draft", "sent") and self._get_draft_hash() != version.content_hash:
            self._restore_version(version)

    def _get_told_user(self):
        """Who hears what becomes of a buyer's step; nobody without an order."""
        order = self[:1].sudo()  # sudo: a visitor of the portal may be the one who signs
        return order and order._get_work_user() or order.create_uid

    def _remind_of_acceptance(self, reason, paid=False):
        """Tell the owner that the buyer accepted or paid, and what is in the way."""
        # sudo: as before
        order, owner = self.sudo(), self._get_told_user()
        env = order.with_context(lang=owner.lang).env
        accepted = env._("Accepted by the buyer, but the order cannot be confirmed yet")
        booked = env._("Paid online, but the order cannot be confirmed yet")
        order.activity_schedule(
            "mail.mail_activity_data_warning",
            user_id=owner.id,
            summary=booked if paid else accepted,
            note=reason,
        )
