from odoo import fields, models


class CrmLeadWhatsapp(models.Model):
    """WhatsApp on leads and opportunities; our message may be the first answer to the buyer."""

    _name = "crm.lead"
    _inherit = ["crm.lead", "foreign.trade.whatsapp.mixin"]

    whatsapp_message_ids = fields.One2many(
        "foreign.trade.whatsapp.message", "lead_id", groups="sales_team.group_sale_salesman"
    )
    whatsapp_conversation_ids = fields.One2many(
        "foreign.trade.whatsapp.conversation", "lead_id", groups="sales_team.group_sale_salesman"
    )

    def _takes_whatsapp(self):
        """Won, lost and invalid ones are closed: a new question is a new inquiry."""
        return bool(self and self.active and self.won_status == "pending")

    def _get_whatsapp_greeting(self):
        return self.env._("Hello %(name)s,", name=self.contact_name) if self.contact_name else ""

    def _prepare_whatsapp_link(self):
        link = super()._prepare_whatsapp_link()
        return {**link, "partner_id": self.partner_id.id} if self.partner_id else link

    def _register_whatsapp_contact(self, message):
        result = super()._register_whatsapp_contact(message)
        if message.direction == "out":
            self._register_first_response(message.date)
        return result

    def _take_back_first_response(self, at):
        """What was sent at that moment never arrived: the buyer still waits, since the inquiry.

        Where something else has gone out since, the buyer has an answer all the same.
        """
        # sudo: figures that follow from what became of a message
        for lead in self.sudo():
            if lead.first_response_at != at or (lead.contact_last_out_at or at) > at:
                continue
            lead.with_context(mail_notrack=True).write(
                {
                    "first_response_at": False,
                    "first_response_hours": 0,
                    "first_response_policy_hours": 0,
                }
            )
            lead._deadline_start("first_response", start=lead._get_arrival())

    def _prepare_customer_values(self, partner_name, is_company=False, parent_id=False):
        values = super()._prepare_customer_values(partner_name, is_company, parent_id)
        if self.whatsapp_number and not (is_company and self.contact_name):
            values["whatsapp_number"] = self.whatsapp_number
        return values

    def _merge_get_fields(self):
        return [*super()._merge_get_fields(), "whatsapp_number"]
