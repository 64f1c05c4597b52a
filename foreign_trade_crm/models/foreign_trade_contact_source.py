from odoo import fields, models


class ForeignTradeContactSource(models.AbstractModel):
    """Documents whose correspondence is contact with a customer.

    A person's message that leaves the house, the buyer's answer, and a call or meeting marked
    done register contact on what :meth:`_get_contact_targets` names. Notes and automatic
    messages cost nothing. The adopter calls :meth:`_register_message_contact` from its
    ``_message_post_after_hook``.
    """

    _name = "foreign.trade.contact.source"
    _description = "Document With Correspondence"

    def _get_contact_targets(self):
        """``(leads, partners)`` that contact about these documents counts for."""
        return self.env["crm.lead"], self.env["res.partner"]

    def _get_contact_addresses(self):
        """Lower-case addresses of the other side, as far as the document itself tells."""
        self.ensure_one()
        return set()

    def _register_message_contact(self, message):
        direction = message._get_contact_direction(self)
        if direction:
            # sudo: which user the author is
            author = message.sudo().author_id.user_ids[:1] if direction == "out" else None
            # who writes now says nothing of when they wrote; filed mail tells its own date
            at = message.date if self.env.su else fields.Datetime.now()
            self._register_document_contact(at, author, direction)

    def _register_document_contact(self, at=None, user=None, direction="out"):
        """Contact on everything these documents name; what we said first is the first answer."""
        # sudo: figures that follow from what the user did, on records they may not see
        leads, partners = self.sudo()._get_contact_targets()
        if direction != "in":
            leads._register_first_response(at)
        leads.with_env(self.env)._register_contact(at, user, direction)
        partners.with_env(self.env)._register_contact(at, user, direction)

    def _is_person(self, partner):
        """Whether this author is an internal user of flesh and blood."""
        return self.env["mail.message"]._is_person(partner)
