from odoo import fields, models

CONTACT_CATEGORIES = ("phonecall", "meeting")


class MailActivity(models.Model):
    _inherit = "mail.activity"

    deadline_id = fields.Many2one(
        "foreign.trade.deadline",
        string="Reminds of Deadline",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    def _action_done(self, feedback=False, attachment_ids=None):
        """What a person did is work on the lead; a call, meeting or e-mail answers it."""
        contacts = self.filtered(lambda activity: activity._is_contact_with_lead())
        work = self.filtered(lambda one: one.res_model == "crm.lead" and not one.deadline_id)
        leads = self.env["crm.lead"]
        answered, updated = (leads.browse(done.mapped("res_id")) for done in (contacts, work))
        result = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        if updated and leads._is_person(self.env.user.partner_id.sudo()):
            answered.exists()._register_first_response()
            updated.exists()._deadline_note_update()
        return result

    def _is_contact_with_lead(self):
        self.ensure_one()
        kind = self.activity_type_id
        return self.res_model == "crm.lead" and (
            kind.category in CONTACT_CATEGORIES
            or kind == self.env.ref("mail.mail_activity_data_email", raise_if_not_found=False)
        )
