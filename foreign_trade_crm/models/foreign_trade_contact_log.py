from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date, format_datetime

# Both sides are present: such contact answers a lead whoever called whom.
CONVERSATIONS = ("phone", "video", "meeting", "visit", "trade_fair")
# Nobody was reached: no contact, and no answer to a lead.
UNREACHED = ("no_answer", "wrong_person")
CLOCK_SKEW = timedelta(minutes=10)


class ForeignTradeContactLog(models.Model):
    """Contact with a buyer that left no trace in the system, told by whoever had it.

    Logging one posts a note, plans what comes next, and counts as contact. A log is a fact:
    it is not edited afterwards; a manager may remove one.
    """

    _name = "foreign.trade.contact.log"
    _description = "Logged Contact"
    _order = "contacted_at desc, id desc"

    lead_id = fields.Many2one(
        "crm.lead", string="Lead or Opportunity", index="btree_not_null", ondelete="set null"
    )
    partner_id = fields.Many2one(
        "res.partner", string="With", index="btree_not_null", ondelete="set null"
    )
    customer_id = fields.Many2one(
        related="partner_id.commercial_partner_id", string="Customer", store=True, index=True
    )
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    user_id = fields.Many2one(
        "res.users", string="Who", required=True, default=lambda self: self.env.user, index=True
    )
    channel = fields.Selection(
        [
            ("phone", "Phone"),
            ("whatsapp", "WhatsApp"),
            ("wechat", "WeChat"),
            ("email", "Email"),
            ("video", "Video Call"),
            ("meeting", "Meeting"),
            ("visit", "Visit"),
            ("trade_fair", "Trade Fair"),
            ("linkedin", "LinkedIn"),
            ("facebook", "Facebook"),
            ("sms", "SMS"),
            ("other", "Other"),
        ],
        string="How",
        required=True,
        default="phone",
    )
    direction = fields.Selection(
        [("out", "We to them"), ("in", "They to us")], required=True, default="out"
    )
    contacted_at = fields.Datetime(
        string="When", required=True, default=fields.Datetime.now, index=True
    )
    outcome = fields.Selection(
        [
            ("reached", "Reached"),
            ("interested", "Interested"),
            ("waiting", "Waits for Us"),
            ("not_interested", "Not Interested"),
            ("message_left", "Message Left"),
            ("no_answer", "No Answer"),
            ("wrong_person", "Wrong Person"),
        ],
        required=True,
        default="reached",
        help="No answer and wrong person are no contact: the promised first answer stays due.",
    )
    note = fields.Text()
    is_reached = fields.Boolean(compute="_compute_is_reached", store=True)
    next_type_id = fields.Many2one(
        "mail.activity.type",
        string="Next Action",
        domain=[("res_model", "in", (False, "crm.lead", "res.partner"))],
    )
    next_date = fields.Date(string="On")
    next_user_id = fields.Many2one(
        "res.users",
        string="By",
        domain=[("share", "=", False)],
        default=lambda self: self.env.user,
    )
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

    @api.constrains("lead_id", "partner_id", "contacted_at", "next_type_id", "next_date")
    def _check_log(self):
        for log in self:
            if log.contacted_at > fields.Datetime.now() + CLOCK_SKEW:
                raise ValidationError(
                    log.env._("This contact is still to come: plan it as the next action instead.")
                )
            if log.next_type_id and not log.next_date:
                raise ValidationError(log.env._("Tell on which day the next action is due."))

    @api.onchange("next_type_id")
    def _onchange_next_type_id(self):
        if self.next_type_id and not self.next_date:
            self.next_date = self.next_type_id._get_date_deadline()

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
        at = format_datetime(self.env, self.contacted_at, dt_format="medium")
        return [
            labels["channel"][self.channel],
            self.partner_id.name or self.lead_id.contact_name or self.lead_id.partner_name,
            labels["direction"][self.direction],
            at,
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

    def action_close(self):
        """The pop-up's button: saving has done everything."""
        return {"type": "ir.actions.act_window_close"}
