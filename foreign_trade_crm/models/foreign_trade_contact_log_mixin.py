from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

CLOCK_SKEW = timedelta(minutes=10)


class ForeignTradeContactLogMixin(models.AbstractModel):
    """What is told of a contact: in the pop-up, and on record afterwards."""

    _name = "foreign.trade.contact.log.mixin"
    _description = "Contact as It Is Told"

    lead_id = fields.Many2one(
        "crm.lead", string="Lead or Opportunity", index="btree_not_null", ondelete="set null"
    )
    partner_id = fields.Many2one(
        "res.partner", string="With", index="btree_not_null", ondelete="set null"
    )
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
            ("complaint", "Complaint"),
            ("message_left", "Message Left"),
            ("no_answer", "No Answer"),
            ("wrong_person", "Wrong Person"),
        ],
        required=True,
        default="reached",
        help="No answer and wrong person are no contact: the promised first answer stays due.",
    )
    note = fields.Text()
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
