from odoo import models


class ForeignTradeContactLogNew(models.TransientModel):
    """The pop-up in which a contact is told.

    A form that is left half filled is saved by the web client: that must not log a contact,
    nor count as an answer. Only the button does.
    """

    _name = "foreign.trade.contact.log.new"
    _inherit = ["foreign.trade.contact.log.mixin"]
    _description = "Log Contact"

    def action_log(self):
        self.ensure_one()
        self.env["foreign.trade.contact.log"].create(self._prepare_log_values())
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The contact is logged."),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _prepare_log_values(self):
        return {
            "lead_id": self.lead_id.id,
            "partner_id": self.partner_id.id,
            "user_id": self.user_id.id,
            "channel": self.channel,
            "direction": self.direction,
            "contacted_at": self.contacted_at,
            "outcome": self.outcome,
            "note": self.note,
            "next_type_id": self.next_type_id.id,
            "next_date": self.next_date if self.next_type_id else False,
            "next_user_id": self.next_user_id.id,
        }
