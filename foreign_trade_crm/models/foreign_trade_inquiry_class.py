import logging

from odoo import api, fields, models
from odoo.tools import html2plaintext

from ..tools import inquiry_class, inquiry_facts
from ..tools.private_json import PrivateJson
from .foreign_trade_pool_member_mixin import KEEPERS

_logger = logging.getLogger(__name__)

CLASSES = [
    ("rfq", "Request for quotation"),
    ("repeat", "Known customer's request"),
    ("question", "Question"),
    ("prospect", "Importer"),
    ("lead", "Name on a list"),
]
STRONG = {"email", "phone", "name"}


class ForeignTradeInquiryClass(models.Model):
    """What to make of an inquiry, proposed with reasons when its lead is made."""

    _inherit = "foreign.trade.inquiry"

    proposed_class = fields.Selection(CLASSES, string="Proposal", readonly=True)
    class_state = fields.Selection(
        [("open", "Proposed"), ("applied", "Applied"), ("dismissed", "Dismissed")],
        string="Proposal Status",
        readonly=True,
    )
    class_evidence = PrivateJson(readonly=True)
    class_reason = fields.Char(string="Because", compute="_compute_class_reason")
    class_effect = fields.Char(string="Applying It", compute="_compute_class_reason")
    # a name is told with every link, also to those who may not read what is linked
    proposed_partner_id = fields.Many2one(
        "res.partner",
        string="Known Customer",
        readonly=True,
        index="btree_not_null",
        groups=KEEPERS,
    )
    class_applied_at = fields.Datetime(string="Applied On", readonly=True)
    class_applied_by_id = fields.Many2one("res.users", string="Applied By", readonly=True)
    class_error = fields.Text(string="Not Applied Because", readonly=True)

    _class_open_idx = models.Index("(lead_id) WHERE class_state = 'open'")

    @api.depends("class_evidence", "proposed_class")
    @api.depends_context("lang", "uid")
    def _compute_class_reason(self):
        texts, effects = self._get_reason_texts(), self._get_effect_texts()
        names = self._get_evidence_names()
        for inquiry in self:
            reasons = []
            for code, detail in inquiry.class_evidence or ():
                if code == "customer":
                    code, detail = ("customer", names[detail]) if detail in names else ("known", "")
                if code in texts:
                    reasons.append(texts[code] % {"detail": detail})
            text = "; ".join(reasons)
            inquiry.class_reason = text and f"{text[0].upper()}{text[1:]}."
            inquiry.class_effect = effects.get(inquiry.proposed_class, "")

    def _get_evidence_names(self):
        """``{customer id: name}`` of the known customers that the reader may read."""
        ids = {
            detail
            for inquiry in self
            for code, detail in inquiry.class_evidence or ()
            if code == "customer" and isinstance(detail, int)
        }
        if not ids:
            return {}
        # the proposal is read as superuser, the customer as who looks at it
        found = self.env["res.partner"].sudo(False).browse(ids).exists()._filtered_access("read")
        return {customer.id: customer.display_name for customer in found}

    @api.model
    def _get_effect_texts(self):
        """What applying each class does, in the reader's words."""
        return {
            "rfq": self.env._("makes the customer with its contact, and an opportunity"),
            "repeat": self.env._("makes an opportunity of the customer on record"),
            "question": self.env._("makes the customer with its contact, to be talked to"),
            "prospect": self.env._("marks a prospect and plans the first contact"),
            "lead": self.env._("leaves it a lead to verify"),
        }

    @api.model
    def _get_reason_texts(self):
        """Each kind of evidence in the reader's words."""
        return {
            "customer": self.env._(
                "the sender belongs to the customer %(detail)s", detail="%(detail)s"
            ),
            "known": self.env._("the sender belongs to a customer on record"),
            "quantity": self.env._("it names the quantity “%(detail)s”", detail="%(detail)s"),
            "product": self.env._("it names the product “%(detail)s”", detail="%(detail)s"),
            "price": self.env._("it asks for a price: “%(detail)s”", detail="%(detail)s"),
            "wants": self.env._("it wants goods: “%(detail)s”", detail="%(detail)s"),
            "reorder": self.env._("it orders again: “%(detail)s”", detail="%(detail)s"),
            "asks_about": self.env._("it asks about “%(detail)s”", detail="%(detail)s"),
            "asks": self.env._("it asks something and names no quantity"),
            "customs": self.env._("customs data show that it imports"),
            "list": self.env._("it is a card or a line of a list; nobody asked for anything"),
            "unclear": self.env._("its words do not tell what the sender wants"),
        }

    def _after_processing(self):
        result = super()._after_processing()
        self._as_gateway()._propose_and_apply()
        return result

    def _propose_and_apply(self):
        """The proposal must not cost the inquiry: what fails here is only logged."""
        try:
            with self.env.cr.savepoint():
                self._propose_class()
        except Exception:
            _logger.warning("No proposal for inquiries %s", self.ids, exc_info=True)
            return
        self.filtered(lambda inquiry: inquiry.channel_id.trusted)._apply_class_unattended()

    def _propose_class(self):
        """Propose a class for each inquiry that made a lead; one look-up for all of them."""
        inquiries = self.filtered(
            lambda inquiry: (
                inquiry.state == "processed"
                and inquiry.lead_id.type == "lead"
                and not inquiry.class_state
            )
        )
        inquiries -= inquiries._filter_later_ones()
        customers = inquiries._find_customers_of_leads()
        for inquiry in inquiries:
            customer = customers[inquiry.lead_id.id]
            found, reasons = inquiry_class.propose(inquiry._prepare_evidence(customer))
            inquiry.write(
                {
                    "proposed_class": found,
                    "class_state": "open",
                    "class_evidence": [list(reason) for reason in reasons],
                    "proposed_partner_id": customer.id
                    if found in ("repeat", "question")
                    else False,
                }
            )

    def _filter_later_ones(self):
        """Those of leads that have an earlier inquiry: the lead has its proposal already."""
        groups = self.sudo()._read_group(
            [("lead_id", "in", self.lead_id.ids)], ["lead_id"], ["id:min"]
        )
        first = dict(groups)
        return self.filtered(lambda inquiry: first.get(inquiry.lead_id, inquiry.id) != inquiry.id)

    def _find_customers_of_leads(self):
        """For each lead the customer on record that it comes from, empty where none is."""
        partners = self.env["res.partner"]
        leads = self.lead_id
        customers = {lead.id: lead.partner_id.commercial_partner_id for lead in leads}
        strangers = leads.filtered(lambda lead: not lead.partner_id)
        finder = self.env["foreign.trade.duplicate.finder"]
        found = finder._find_for_records(strangers) if strangers else []
        for lead, matches in zip(strangers, found, strict=True):
            ids = [
                match["id"]
                for match in matches
                if match["model"] == "res.partner" and match["active"] and match["keys"] & STRONG
            ]
            customers[lead.id] = partners.browse(ids[:1]).commercial_partner_id
        return customers

    def _prepare_evidence(self, customer):
        """What :func:`tools.inquiry_class.propose` looks at."""
        self.ensure_one()
        lead = self.lead_id
        line = lead.requirement_line_ids[:1]
        words = inquiry_facts.own_words(html2plaintext(lead.description or ""))
        return {
            "kind": self.channel_id.kind,
            "text": f"{lead.name}\n{words}",
            "product": line.name,
            "quantity": f"{line.quantity:g}" if line.quantity else "",
            "customer": customer.id,
            "is_list": self._is_list_entry(),
        }

    def _is_list_entry(self):
        """Whether this is a line of a file or a card, which nobody wrote to us."""
        return False
