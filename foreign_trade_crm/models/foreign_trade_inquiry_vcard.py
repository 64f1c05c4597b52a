from odoo import api, fields, models
from odoo.tools import split_every

from ..tools import lead_facts, vcard

BATCH = 200


class ForeignTradeInquiryVcard(models.Model):
    """Business cards in vCard files, one inquiry for each card."""

    _inherit = "foreign.trade.inquiry"

    payload_type = fields.Selection(
        selection_add=[("vcard", "Business Card")], ondelete={"vcard": "set default"}
    )

    card_owner_id = fields.Many2one(
        "res.users",
        string="Brought By",
        readonly=True,
        help="Who brought the card as a lead of their own.",
    )

    @api.depends("payload_type")
    def _compute_raw_filename(self):
        result = super()._compute_raw_filename()
        for inquiry in self.filtered(lambda one: one.payload_type == "vcard"):
            inquiry.raw_filename = f"card-{inquiry.id}.vcf"
        return result

    @api.model
    def _receive_cards(self, channel, content, owner=None):
        """Store and process the cards of one file.

        :param owner: user whose leads they are, unless their buyers are somebody else's
        :return: the inquiries of all cards, and of those the new ones
        """
        inquiries, new = self.browse(), self.browse()
        last = self.search([("channel_id", "=", channel.id)], order="id desc", limit=1).id
        for card in vcard.split(content):
            facts = vcard.read(card)
            inquiry = self._store(
                channel,
                vcard.card_id(card),
                card.encode(),
                payload_type="vcard",
                name=(facts.get("contact_name") or facts.get("company_name") or "")[:250] or False,
                email_from=facts.get("email", "")[:250] or False,
                card_owner_id=owner.id if owner else False,
            )
            inquiries |= inquiry
            if inquiry.id > last and inquiry.state == "new":
                new |= inquiry
        for ids in split_every(BATCH, new.ids):
            self.browse(ids)._process_batch()
        return inquiries, new

    def _get_preview(self):
        if self.payload_type != "vcard":
            return super()._get_preview()
        facts = self._get_facts_vcard()
        labels = self._get_facts_labels()
        lines = [
            f"{labels[name]}: {lead_facts.as_text(facts[name])}"
            for name in lead_facts.FACTS
            if facts.get(name)
        ]
        return "\n".join(lines)

    def _get_facts_vcard(self):
        return vcard.read(self._get_payload().decode("utf-8", "replace"))

    def _process_vcard(self):
        """One card alone: a retry."""
        return self._process_alone()

    def _is_list_entry(self):
        return self.payload_type == "vcard" or super()._is_list_entry()

    def _is_answerable(self, address):
        """Whoever gave us a card has not written to us."""
        return self.payload_type != "vcard" and super()._is_answerable(address)

    @api.model
    def _name_owners(self, prepared):
        """Who brings a card has its lead; a known buyer goes to who knows him, as always."""
        result = super()._name_owners(prepared)
        mine = [(inquiry, values) for inquiry, values in prepared if inquiry.card_owner_id]
        if mine:
            vals_list = [values for _inquiry, values in mine]
            found = self.env["foreign.trade.duplicate.finder"]._find_for_values(vals_list)
            facts_list = self.env["crm.lead"]._prepare_assignment_facts(vals_list)
            claims = self.env["foreign.trade.assignment"]._find_claims(facts_list, found)
            ruled = self.env["foreign.trade.assignment.rule"]._get_active_rules()
            for (inquiry, values), claim in zip(mine, claims, strict=True):
                if not claim or not ruled and claim["kind"] == "duplicate":
                    values["user_id"] = inquiry.card_owner_id.id
        return result
