from odoo import api, fields, models

from ..tools import lead_facts

#: what an attached inquiry may fill in where the lead has nothing
FILLED = (
    "contact_name",
    "partner_name",
    "function",
    "email_from",
    "phone",
    "whatsapp_number",
    "website",
    "street",
    "zip",
    "city",
    "country_id",
    "industry_id",
)


class ForeignTradeInquiryDuplicate(models.Model):
    """An inquiry of a known buyer: attached to what is open, or a lead of its own with a flag.

    A reply to a message of ours never comes here, it goes to what it answers.
    """

    _inherit = "foreign.trade.inquiry"

    attached = fields.Boolean(
        readonly=True, help="Posted on a lead or opportunity that was open already."
    )

    def _read_format(self, fnames, load="_classic_read"):
        """Whoever brought a name to a colleague's lead learns that, and not which one it is."""
        rows = super()._read_format(fnames, load)
        if "lead_id" in fnames and not self.env.su:
            readable = self.lead_id._filtered_access("read")
            hidden = {inquiry.id for inquiry in self if inquiry.lead_id not in readable}
            for row in rows:
                if row["id"] in hidden:
                    row["lead_id"] = False
        return rows

    def _process_email(self):
        values = super()._process_email()
        return {**values, **self._prepare_attached_values()} if self.attached else values

    def _prepare_lead_route(self, message, msg_dict):
        route = super()._prepare_lead_route(message, msg_dict)
        model, record_id, values = route[:3]
        if model != "crm.lead" or record_id:
            return route
        lead = self._find_to_attach(values)
        if not lead:
            return route
        self._attach_to(lead, values)
        return ("crm.lead", lead.id, {}, *route[3:])

    def _process_facts(self, facts):
        if self.channel_id.duplicate_policy != "attach":
            return super()._process_facts(facts)
        inquiry = self._as_gateway()
        facts = lead_facts.clean(facts)
        values = inquiry._prepare_lead_from_facts(facts)
        lead = inquiry._find_to_attach(values)
        if not lead:
            return super()._process_facts(facts)
        inquiry._attach_to(lead, values)
        inquiry._post_facts(lead, facts, values)
        return {
            **self._prepare_attached_values(),
            "lead_id": lead.id,
            "name": self.name or values["name"],
            "language": self._detect_facts_language(facts),
            **self._prepare_sender_values(facts),
        }

    def _find_to_attach(self, values):
        """The open lead or opportunity this inquiry belongs to, empty where none is.

        It is that of the same person (e-mail or phone) or of the same company by name and domain;
        a company's name alone is no proof.
        """
        leads = self.env["crm.lead"]
        if self.channel_id.duplicate_policy != "attach":
            return leads
        typed = leads.new({name: value for name, value in values.items() if name in KEY_FIELDS})
        finder = self.env["foreign.trade.duplicate.finder"]
        matches = finder._find_for_records(typed, ("crm.lead",))[0]
        sure = [match["id"] for match in matches if _is_sure(match["keys"])]
        found = leads.browse(sure)
        if values.get("partner_id"):
            found |= leads.search([("partner_id", "=", values["partner_id"])], limit=20)
        is_open = [("active", "=", True), ("won_status", "=", "pending")]
        return found.filtered_domain([*is_open, ("validity", "!=", "invalid")])[:1]

    def _prepare_attached_values(self):
        return {
            "state": "duplicate",
            "error": self.env._("The buyer has an open lead or opportunity: posted there."),
        }

    def _attach_to(self, lead, values):
        """Keep what the inquiry adds, and ask the owner to look at it."""
        self.attached = True
        missing = self._get_missing(lead, values)
        if values.get("requirement_line_ids"):
            missing["requirement_line_ids"] = values["requirement_line_ids"]
        if missing:
            lead.write(missing)
        if lead.user_id:
            lead.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=lead.user_id.id,
                summary=self.env._("Another inquiry: %(subject)s", subject=values["name"][:100]),
            )

    @api.model
    def _get_missing(self, lead, values):
        """What the lead does not know of its buyer; a customer's own facts are better."""
        return {
            name: values[name]
            for name in FILLED
            if values.get(name) and not lead.partner_id and not lead[name]
        }

    def _post_facts(self, lead, facts, values):
        """What a form or message says, on the lead like a mail of the buyer.

        Another number or address than the lead has stands in no field: it is told there.
        """
        held = lead._convert_to_write({name: lead[name] for name in FILLED})
        taken = {
            name: values.get(name) for name in FILLED if _is_same(held[name], values.get(name))
        }
        taken["email_from"] = values.get("email_from")  # as the sender
        lead.message_post(
            body=self._get_facts_description(facts, taken) or values["name"],
            subject=values["name"],
            message_type="email",
            subtype_xmlid="mail.mt_comment",
            author_id=values.get("partner_id") or False,
            email_from=self._get_facts_sender(facts) or facts.get("contact_name") or False,
        )

    def _after_processing(self):
        result = super()._after_processing()
        created = self.filtered(
            lambda inquiry: (
                inquiry.state == "processed"
                and inquiry.lead_id.type == "lead"
                # a retry finds its lead made, a reply one that was there before
                and inquiry.lead_id.create_date >= inquiry.create_date
            )
        )
        created -= created._filter_later_ones()
        if created:
            created._as_gateway().lead_id._flag_duplicates()
        return result


KEY_FIELDS = (
    "partner_id",
    "company_id",
    "partner_name",
    "email_from",
    "phone",
    "website",
    "country_id",
)


def _is_same(one, other):
    """Whether two values say the same, numbers also where they are parted differently."""
    return one == other or "".join(str(one).split()) == "".join(str(other).split())


def _is_sure(keys):
    return bool(keys & {"email", "phone"} or {"name", "domain"} <= keys)
