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
        """What a person did is work on the lead; a call, meeting or e-mail is contact."""
        contacts = self.filtered(lambda activity: activity._is_contact())
        kinds = contacts.grouped(lambda activity: (activity.res_model, activity._get_direction()))
        done = {kind: activities.mapped("res_id") for kind, activities in kinds.items()}
        work = self.filtered(lambda one: one.res_model == "crm.lead" and not one.deadline_id)
        updated = self.env["crm.lead"].browse(work.mapped("res_id"))
        result = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        if (done or updated) and updated._is_person(self.env.user.partner_id):
            for (model, direction), record_ids in done.items():
                records = self.env[model].browse(record_ids).exists()
                records._register_document_contact(user=self.env.user, direction=direction)
            answered = {
                record_id
                for (model, _direction), record_ids in done.items()
                if model == "crm.lead"
                for record_id in record_ids
            }
            # contact has noted the others
            updated.filtered(lambda lead: lead.id not in answered).exists()._deadline_note_update()
        return result

    def _is_contact(self):
        self.ensure_one()
        sources = self.env.registry["foreign.trade.contact.source"]
        kind = self.activity_type_id
        return (
            bool(self.res_model)
            and isinstance(self.env[self.res_model], sources)
            and (
                kind.category in CONTACT_CATEGORIES
                or kind == self.env.ref("mail.mail_activity_data_email", raise_if_not_found=False)
            )
        )

    def _get_direction(self):
        conversation = self.activity_type_id.category in CONTACT_CATEGORIES
        return "both" if conversation else "out"
