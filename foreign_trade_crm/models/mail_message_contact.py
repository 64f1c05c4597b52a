from odoo import SUPERUSER_ID, models
from odoo.tools import email_normalize_all

PERSONAL_TYPES = ("comment", "email")


class MailMessageContact(models.Model):
    """Whether a message is contact with the buyer, and in which direction it went."""

    _inherit = "mail.message"

    def _get_contact_direction(self, record):
        """``"out"`` for a person's words that leave the house, ``"in"`` for the buyer's.

        Acknowledgements, other automatic messages and internal notes are no contact: False.

        :param record: the thread the message stands in
        """
        self.ensure_one()
        # sudo: users may not read all recipients' partners and followers
        message = self.sudo()
        if message.message_type not in PERSONAL_TYPES:
            return False
        if message.is_internal or message.subtype_id.internal:
            return False
        if self._is_person(message.author_id):
            return "out" if message._reaches_outsider(record.sudo()) else False
        robot_id = self.env["ir.model.data"]._xmlid_to_res_id("base.partner_root")
        return False if message.author_id.id == robot_id else "in"

    def _is_person(self, partner):
        """Whether this author is an internal user of flesh and blood."""
        # sudo: whether somebody works here may be asked by anybody
        users = partner.sudo().user_ids
        return bool(users.filtered(lambda user: not user.share and user.id != SUPERUSER_ID))

    def _reaches_outsider(self, record):
        received = f"{self.incoming_email_to or ''},{self.incoming_email_cc or ''}"
        sent = set(email_normalize_all(self.outgoing_email_to or ""))
        return bool(
            record._get_contact_addresses() & (sent | set(email_normalize_all(received)))
            or self.partner_ids.filtered("partner_share")
            or record.message_partner_ids.filtered("partner_share")
            or sent
            and self._leaves_the_house(sent)
        )

    def _leaves_the_house(self, addresses):
        """Whether one of these addresses is none of our own people's."""
        # sudo: whether somebody works here may be asked by anybody
        users = self.env["res.users"].sudo()
        colleagues = users.search_fetch(
            [("email_normalized", "in", list(addresses)), ("share", "=", False)],
            ["email_normalized"],
        )
        return bool(addresses - set(colleagues.mapped("email_normalized")))
