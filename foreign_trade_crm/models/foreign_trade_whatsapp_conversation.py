from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.tools import mute_logger

from ..tools import whatsapp


class ForeignTradeWhatsappConversation(models.Model):
    """What one number of ours and one of a buyer's have to do with each other.

    It tells on which lead or customer the next answer lands, and until when free texts may
    be sent. There is one row for a pair of numbers: two first messages that arrive at once
    collide here and do not make two leads.
    """

    _name = "foreign.trade.whatsapp.conversation"
    _inherit = ["foreign.trade.child.access.mixin"]
    _description = "WhatsApp Conversation"
    _rec_name = "number"
    _access_parents = ("lead_id", "partner_id")

    channel_id = fields.Many2one(
        "foreign.trade.channel", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="channel_id.company_id", store=True)
    number = fields.Char(required=True, index=True, help="The buyer's, in E.164.")
    wa_id = fields.Char(
        string="WhatsApp Number", help="As WhatsApp writes it, which is not always E.164."
    )
    lead_id = fields.Many2one("crm.lead", index="btree_not_null", ondelete="set null")
    partner_id = fields.Many2one("res.partner", index="btree_not_null", ondelete="set null")
    last_received_at = fields.Datetime(string="Last Answer")

    _number_uniq = models.Constraint(
        "UNIQUE(channel_id, number)", "This conversation is on record already."
    )

    @api.model
    def _ensure(self, channel, number):
        """The conversation of our channel with this number, found in any of its forms.

        :raises psycopg2.errors.UniqueViolation: when another worker makes it this moment
        """
        domain = [("channel_id", "=", channel.id)]
        found = self.search([*domain, ("number", "in", whatsapp.same_numbers(number))], limit=1)
        if found:
            return found
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                return self.create({"channel_id": channel.id, "number": number})
        except UniqueViolation:
            found = self.search([*domain, ("number", "=", number)], limit=1)
            if not found:  # another worker's, not visible yet: to be tried again
                raise
            return found

    def _is_window_open(self):
        """Whether a free text may be sent now."""
        end = whatsapp.window_end(self.last_received_at)
        return bool(end and end > fields.Datetime.now())

    def _get_record(self):
        """The open lead this conversation is about, else its customer, else nothing."""
        self.ensure_one()
        if self.lead_id._takes_whatsapp():
            return self.lead_id
        return self.partner_id

    def _attach(self, record):
        """From now on answers land on this lead or customer."""
        name = "lead_id" if record._name == "crm.lead" else "partner_id"
        values = {name: record.id}
        if name == "lead_id" and record.partner_id:
            values["partner_id"] = record.partner_id.id
        elif name == "partner_id":
            values["lead_id"] = False
        changed = {key: id_ for key, id_ in values.items() if self[key].id != id_}
        if changed:
            self.write(changed)
