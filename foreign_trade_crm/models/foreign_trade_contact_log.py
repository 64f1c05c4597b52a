from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date, format_time

# Both sides are present: such contact answers a lead whoever called whom.
CONVERSATIONS = ("phone", "video", "meeting", "visit", "trade_fair")
# Nobody was reached: no contact, and no answer to a lead.
UNREACHED = ("no_answer", "wrong_person")


class ForeignTradeContactLog(models.Model):
    """Contact with a buyer that left no trace in the system, told by whoever had it.

    Logging one posts a note, plans what comes next, and counts as contact. A log is a fact:
    it is not edited afterwards; a manager may remove one.
    """

    _name = "foreign.trade.contact.log"
    _inherit = ["foreign.trade.contact.log.mixin"]
    _description = "Logged Contact"
    _order = "contacted_at desc, id desc"

    customer_id = fields.Many2one(
        related="partner_id.commercial_partner_id", string="Customer", store=True, index=True
    )
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    is_reached = fields.Boolean(compute="_compute_is_reached", store=True)
    message_id = fields.Many2one("mail.message", readonly=True, ondelete="set null")

    @api.depends("outcome")
    def _compute_is_reached(self):
        for log in self:
            log.is_reached = log.outcome not in UNREACHED

    @api.depends("channel", "partner_id", "lead_id")
    def _compute_display_name(self):
        channels = dict(self._fields["channel"]._description_selection(self.env))
        for log in self:
            whom = log.partner_id or log.lead_id
            log.display_name = f"{channels.get(log.channel, '')} · {whom.display_name or ''}"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._complete_values(vals)
        logs = super().create(vals_list)
        for log in logs:
            log._carry_out()
        return logs

    def _complete_values(self, vals):
        lead = self.env["crm.lead"].browse(vals.get("lead_id"))
        partner = self.env["res.partner"].browse(vals.get("partner_id"))
        if not lead and not partner:
            raise ValidationError(self.env._("Tell with which lead or customer the contact was."))
        (lead or partner).check_access("read")
        # the customer a lead names comes with it, whatever one may read of it; others do not
        if lead and partner and partner != lead.partner_id:
            partner.check_access("read")
        vals["partner_id"] = (partner or lead.partner_id).id
        vals["company_id"] = (lead.company_id or partner.company_id or self.env.company).id
        if not self.env.user.has_group("foreign_trade_crm.group_sales_manager"):
            vals["user_id"] = self.env.user.id

    def _get_record(self):
        """The thread that tells of this contact."""
        self.ensure_one()
        return self.lead_id or self.partner_id

    def _carry_out(self):
        """Note, next action, contact, first answer."""
        self._post_note()
        self._plan_next()
        if not self.is_reached:
            return
        direction = "both" if self.channel in CONVERSATIONS else self.direction
        record = self._get_record()
        record._register_document_contact(self.contacted_at, self.user_id, direction)
        if self.partner_id and self.partner_id != record:
            self.partner_id._register_contact(self.contacted_at, self.user_id, direction)

    def _post_note(self):
        message = self._get_record().message_post(
            body=self._prepare_note(),
            message_type="notification",
            subtype_xmlid="foreign_trade_crm.mail_subtype_contact_logged",
            author_id=self.user_id.partner_id.id,
        )
        # sudo: nobody edits a log, this completes its creation
        self.sudo().message_id = message.id

    def _prepare_note(self):
        head = " · ".join(filter(None, self._prepare_note_facts()))
        body = Markup("<p><b>%s</b></p>") % head
        if self.note:
            lines = Markup("<br/>").join(self.note.strip().splitlines())
            body += Markup("<p>%s</p>") % lines
        if self.next_type_id:
            body += Markup("<p>%s</p>") % self.env._(
                "Next: %(action)s on %(date)s, %(user)s",
                action=self.next_type_id.name,
                date=format_date(self.env, self.next_date),
                user=(self.next_user_id or self.user_id).name,
            )
        return body

    def _prepare_note_facts(self):
        labels = {
            name: dict(self._fields[name]._description_selection(self.env))
            for name in ("channel", "direction", "outcome")
        }
        at = fields.Datetime.context_timestamp(self, self.contacted_at)
        return [
            labels["channel"][self.channel],
            # sudo: the name of whom they spoke with, which they know
            self.sudo().partner_id.name or self.lead_id.contact_name or self.lead_id.partner_name,
            labels["direction"][self.direction],
            format_date(self.env, at.date()),
            format_time(self.env, at.time(), time_format="short"),
            labels["outcome"][self.outcome],
        ]

    def _plan_next(self):
        if self.next_type_id:
            self._get_record().activity_schedule(
                activity_type_id=self.next_type_id.id,
                date_deadline=self.next_date,
                note=self.note or False,
                user_id=(self.next_user_id or self.user_id).id,
            )
