from odoo import fields, models

LOG_GROUP = "sales_team.group_sale_salesman"


class ForeignTradeContactMixinLog(models.AbstractModel):
    """The way to the pop-up "Log Contact" and to what was logged before."""

    _inherit = "foreign.trade.contact.mixin"

    contact_log_count = fields.Integer(
        string="Logged Contacts", compute="_compute_contact_log_count", groups=LOG_GROUP
    )

    def _get_contact_log_domain(self):
        """Logs that tell of these records."""
        return [("lead_id", "in", self.ids)]

    def _compute_contact_log_count(self):
        for record in self:
            domain = record._get_contact_log_domain()
            record.contact_log_count = self.env["foreign.trade.contact.log"].search_count(domain)

    def _prepare_contact_log_defaults(self):
        """Values the pop-up opens with."""
        self.ensure_one()
        last = self.env["foreign.trade.contact.log"].search(
            [*self._get_contact_log_domain(), ("user_id", "=", self.env.uid)], limit=1
        )
        return {"channel": last.channel} if last else {}

    def action_log_contact(self):
        """Open the pop-up for this record."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "foreign_trade_crm.foreign_trade_contact_log_new_action"
        )
        defaults = self._prepare_contact_log_defaults()
        action["context"] = {f"default_{name}": value for name, value in defaults.items()}
        return action

    def action_view_contact_logs(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "foreign_trade_crm.foreign_trade_contact_log_action"
        )
        return {**action, "domain": self._get_contact_log_domain(), "context": {"create": False}}
