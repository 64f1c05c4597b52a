from odoo import api, fields, models

from .foreign_trade_contact_mixin_log import LOG_GROUP


class CrmLeadContact(models.Model):
    """Contact with a lead is contact with its customer."""

    _name = "crm.lead"
    _inherit = ["crm.lead", "foreign.trade.contact.mixin"]

    contact_log_ids = fields.One2many("foreign.trade.contact.log", "lead_id", groups=LOG_GROUP)

    def _compute_contact_log_count(self):
        counts = dict(
            self.env["foreign.trade.contact.log"]._read_group(
                [("lead_id", "in", self.ids)], ["lead_id"], ["__count"]
            )
        )
        for lead in self:
            lead.contact_log_count = counts.get(lead, 0)

    def _prepare_contact_log_defaults(self):
        return {
            **super()._prepare_contact_log_defaults(),
            "lead_id": self.id,
            "partner_id": self.partner_id.id,
        }

    def _message_post_after_hook(self, message, msg_vals):
        result = super()._message_post_after_hook(message, msg_vals)
        self._register_message_contact(message)
        return result

    def _get_contact_targets(self):
        leads, partners = super()._get_contact_targets()
        return leads | self, partners

    def _get_contact_addresses(self):
        return {self.email_normalized} - {False, None, ""}

    @api.model
    def _register_contacts(self, rows):
        rows = list(rows)
        result = super()._register_contacts(rows)
        # sudo: the customer's figure follows from the lead's, whoever may read the customer
        leads = self.sudo().browse({row[0] for row in rows})
        partner_ids = {lead.id: lead.partner_id.id for lead in leads if lead.partner_id}
        self.env["res.partner"]._register_contacts(
            [(partner_ids[row[0]], *row[1:]) for row in rows if row[0] in partner_ids]
        )
        return result

    def write(self, vals):
        """Contact that was before there was a customer counts for it."""
        result = super().write(vals)
        if vals.get("partner_id"):
            # sudo: the customer's figure follows from the lead's, as above
            rows = self.sudo()._get_contact_rows()
            partners = self.env["res.partner"]
            partners._register_contacts([(vals["partner_id"], *row[1:]) for row in rows])
        return result

    def _merge_get_fields_specific(self):
        return {
            **super()._merge_get_fields_specific(),
            "contact_last_at": lambda fname, leads: leads._merge_latest(fname),
            "contact_last_in_at": lambda fname, leads: leads._merge_latest(fname),
            "contact_last_out_at": lambda fname, leads: leads._merge_latest(fname),
            "contact_last_user_id": lambda fname, leads: (
                leads.filtered("contact_last_at").sorted("contact_last_at")[-1:][fname].id
            ),
        }

    def _merge_latest(self, fname):
        return max(filter(None, self.mapped(fname)), default=False)
