from odoo import models

CONTACT_CATEGORIES = ("phonecall", "meeting")


class MailActivity(models.Model):
    _inherit = "mail.activity"

    def _action_done(self, feedback=False, attachment_ids=None):
        """A call, meeting or e-mail that a person did is the first answer to a lead."""
        contacts = self.filtered(lambda activity: activity._is_contact_with_lead())
        lead_ids = contacts.mapped("res_id")
        result = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        leads = self.env["crm.lead"].browse(lead_ids)
        if leads and leads._is_person(self.env.user.partner_id.sudo()):
            leads.exists()._register_first_response()
        return result

    def _is_contact_with_lead(self):
        self.ensure_one()
        kind = self.activity_type_id
        return self.res_model == "crm.lead" and (
            kind.category in CONTACT_CATEGORIES
            or kind == self.env.ref("mail.mail_activity_data_email", raise_if_not_found=False)
        )
