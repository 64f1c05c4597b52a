from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

#: set by our controller on the page of a version that is not the last one: it can neither be
#: signed nor paid. Clients cannot loosen anything with it.
OLDER_VERSION = "foreign_trade_older_version"


class SaleOrderVersionPortal(models.Model):
    """The portal shows, signs and charges the last version sent, never the half-edited draft.

    Orders that were never sent, confirmed ones and cancelled ones are shown as Odoo shows them.
    """

    _inherit = "sale.order"

    portal_choice_hash = fields.Char(
        readonly=True,
        copy=False,
        help="What the draft said after the buyer chose among the options of its last version.",
    )

    @api.model
    def _trade_engine_fields(self):
        return super()._trade_engine_fields() | {"portal_choice_hash": False}

    def _get_portal_version(self):
        """The version that counts for the buyer, as superuser; empty where Odoo's own page does."""
        self.ensure_one()
        quotation = self.filtered(lambda order: order.state in ("draft", "sent"))
        return quotation.sudo().last_version_id  # sudo: the buyer has no rights on versions

    def _get_version_to_show(self, number=None):
        """The version to show instead of the draft; empty where the draft says the same.

        :param int number: of an older version, as its link has it
        """
        last = self._get_portal_version()
        if not last:
            return last
        if number and 0 < number < last.number:
            versions = self.sudo().quotation_version_ids
            return versions.filtered(lambda version: version.number == number) or last
        if last._is_trade_version() or not self._is_draft_as_sent(last):
            return last
        return last.browse()

    def _is_draft_as_sent(self, version):
        """Whether the draft says what the version said, or what the buyer chose from it."""
        return self._get_draft_hash() in (version.content_hash, self.sudo().portal_choice_hash)

    def _get_draft_hash(self):
        values, lines = self._prepare_version_values(), self._prepare_version_line_values()
        return self._version_fingerprint(values, lines)["content_hash"]

    def _is_chosen_by_buyer(self):
        """Whether the draft is the last version with the options that the buyer chose."""
        chosen = self.sudo().portal_choice_hash
        return bool(chosen) and chosen == self._get_draft_hash()

    def _note_portal_choice(self):
        """The buyer changed the quantity of an option: his choice, not our half-edited draft."""
        self.sudo()._write_trade_state({"portal_choice_hash": self._get_draft_hash()})

    def _after_version_frozen(self, version):
        """What was signed or chosen before belonged to an earlier version."""
        result = super()._after_version_frozen(version)
        order = self.sudo()
        chosen = order.portal_choice_hash
        if chosen:
            order._write_trade_state({"portal_choice_hash": False})
        is_new_offer = version.number > 1 and chosen != version.sudo().content_hash
        if is_new_offer and order.signature and order.state in ("draft", "sent"):
            order.write({"signature": False, "signed_by": False, "signed_on": False})
        return result

    def _get_charged_version(self):
        """The version that the buyer signs and pays; empty where the draft counts."""
        version = self._get_portal_version()
        return version.browse() if version and self._is_chosen_by_buyer() else version

    def _compute_is_expired(self):
        """What the buyer has expires, where he is; the draft does not."""
        result = super()._compute_is_expired()
        for order in self:
            version = order._get_portal_version()
            if version:
                order.is_expired = version._has_expired()
        return result

    def _has_to_be_signed(self):
        version = self._get_charged_version()
        if self.env.context.get(OLDER_VERSION):
            return False
        if not version:
            return super()._has_to_be_signed()
        return bool(version.require_signature and not self.signature and not self.is_expired)

    def _has_to_be_paid(self):
        version = self._get_charged_version()
        if self.env.context.get(OLDER_VERSION):
            return False
        if not version:
            return super()._has_to_be_paid()
        return bool(
            version.require_payment
            and version.amount_total > 0
            and not self.is_expired
            and not self._is_confirmation_amount_reached()
        )

    def _get_prepayment_required_amount(self):
        version = self._get_charged_version()
        if not version:
            return super()._get_prepayment_required_amount()
        if not version.require_payment:
            return 0
        return version.currency_id.round(version.amount_total * version.prepayment_percent)

    def _get_default_payment_link_values(self):
        """A link made before the confirmation charges what the buyer was sent."""
        values = super()._get_default_payment_link_values()
        version = self._get_charged_version()
        if version:
            values["currency_id"] = version.currency_id.id
            values["amount_max"] = version.amount_total - self.amount_paid
            if not version.require_payment:
                values["amount"] = values["amount_max"]
        return values

    def _get_share_url(self, redirect=False, signup_partner=False, pid=None, share_token=True):
        """A link sent with a version says which; it opens the page itself."""
        version = self._get_portal_version()
        if not version:
            return super()._get_share_url(redirect, signup_partner, pid, share_token)
        url = super()._get_share_url(False, signup_partner, pid, share_token)
        return f"{url}&version={version.number}"

    def _notify_get_recipients_groups(self, message, model_description, msg_vals=False):
        """The button of the e-mail that carries a version opens that version."""
        groups = super()._notify_get_recipients_groups(message, model_description, msg_vals)
        if len(self) != 1 or not self._get_portal_version():
            return groups
        for name, _matches, options in groups:
            if name == "portal_customer":
                # sudo: the token for the customer, whoever writes
                url = self.sudo()._get_share_url(pid=self.sudo().partner_id.id)
                options.setdefault("button_access", {})["url"] = self.get_base_url() + url
        return groups

    def _as_people(self):
        """These orders as the system, in the words of who deals with them: a buyer is no colleague
        who is told what is missing. Odoo's portal works as the system, in the buyer's words."""
        user = self.env.user
        if not (user.share or user._is_superuser()):
            return self
        return self.with_user(SUPERUSER_ID).with_context(lang=self._get_told_user().lang)

    def _freeze_for_portal(self):
        """A link to a draft that was never sent reached the buyer: what he sees is frozen.

        :return: whether he may see it; not while an approval is missing
        """
        self.ensure_one()
        if self.state != "draft" or self._get_portal_version():
            return True
        try:
            with self.env.cr.savepoint():
                self._as_people()._freeze_version()
        except UserError:
            return False
        return True
