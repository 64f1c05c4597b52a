from markupsafe import Markup

from odoo import fields, models
from odoo.tools import email_normalize
from odoo.tools.mail import formataddr

from ..tools import fact_values, raw_email
from ..tools.free_email import is_platform
from .foreign_trade_mail_pattern_line import REFERENCE


class ForeignTradeInquiryPlatform(models.Model):
    """Notification mails of B2B platforms: the lead has the buyer's data, not the platform's."""

    _inherit = "foreign.trade.inquiry"

    mail_pattern_id = fields.Many2one(
        "foreign.trade.mail.pattern",
        string="Read As",
        index="btree_not_null",
        help="The pattern by which this mail of a platform was read.",
    )
    platform_reference = fields.Char(
        string="Number at the Platform", index="btree_not_null", readonly=True
    )

    def _prepare_lead_route(self, message, msg_dict):
        """A mail that a pattern reads; a reminder of what we have goes to its lead."""
        pattern, facts = self.env["foreign.trade.mail.pattern"]._read_mail(message, self.channel_id)
        if not pattern:
            return super()._prepare_lead_route(message, msg_dict)
        facts, reply_to = self._prepare_platform_facts(message, facts)
        self._keep_platform_facts(pattern, facts)
        known = self._find_lead_of_reference(facts.get(REFERENCE))
        if known:
            return ("crm.lead", known.id, {}, self.env.uid, None)
        # whoever answers in the chatter answers the buyer
        msg_dict["email_from"] = self._get_buyer_sender(facts, reply_to)
        values = self._prepare_platform_values(facts, reply_to, msg_dict)
        return ("crm.lead", 0, values, self.env.uid, None)

    def _prepare_platform_facts(self, message, facts):
        """The facts with the subject, and the address that the platform hands answers on from."""
        facts = fact_values.split_amounts(facts)
        if not facts.get("product"):
            # else the product says more than “you have a new inquiry”
            facts.setdefault("subject", raw_email.header(message, "Subject"))
        sender = email_normalize(raw_email.header(message, "From"), strict=False)
        reply_to = email_normalize(raw_email.header(message, "Reply-To"), strict=False)
        facts["email"] = email_normalize(facts.get("email"), strict=False) or ""
        is_of_machine = not reply_to or reply_to == sender or not self._takes_answers(reply_to)
        reply_to = "" if is_of_machine else reply_to
        if reply_to and not facts["email"] and not is_platform(reply_to):
            facts["email"] = reply_to
        return facts, reply_to

    @staticmethod
    def _takes_answers(address):
        return not raw_email.NO_REPLY_SENDER.match(address)

    def _keep_platform_facts(self, pattern, facts):
        self.write(
            {
                "mail_pattern_id": pattern.id,
                "platform_reference": (facts.get(REFERENCE) or "")[:100] or False,
                # whom the acknowledgement is for: not the platform
                "email_normalized": facts["email"] or False,
            }
        )

    def _find_lead_of_reference(self, reference):
        """The lead of an earlier mail about the same inquiry at the platform."""
        if not reference:
            return self.env["crm.lead"]
        earlier = self.search(
            [
                ("id", "!=", self.id),
                ("channel_id", "=", self.channel_id.id),
                ("platform_reference", "=", reference[:100]),
                ("lead_id", "!=", False),
            ],
            limit=1,
        )
        return earlier.lead_id

    def _get_buyer_sender(self, facts, reply_to):
        address = facts["email"] or reply_to
        name = facts.get("contact_name") or facts.get("company_name") or ""
        return formataddr((name, address)) if address else name

    def _prepare_platform_values(self, facts, reply_to, msg_dict):
        known = {name: value for name, value in facts.items() if name != REFERENCE}
        values = self._prepare_lead_from_facts(known)
        if not facts["email"] and not values.get("partner_id"):
            values["email_from"] = self._get_buyer_sender(facts, reply_to) if reply_to else False
        if reply_to and reply_to != facts["email"]:
            values["platform_reply_to"] = reply_to
        if not facts.get("message"):
            body = self._get_description(msg_dict["body"], "")
            values["description"] = Markup("%s%s") % (values["description"], Markup(body))
        return values

    def _is_answerable(self, address):
        """A buyer whose own address a platform tells is answered; the platform is not."""
        if not self.mail_pattern_id:
            return super()._is_answerable(address)
        return (
            self.mail_pattern_id.acknowledge
            and not is_platform(address)
            and self._takes_answers(address)
        )
