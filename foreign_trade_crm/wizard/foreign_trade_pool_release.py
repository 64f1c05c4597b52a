from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class ForeignTradePoolRelease(models.TransientModel):
    """Asks why a customer or lead is given back."""

    _name = "foreign.trade.pool.release"
    _description = "Release to the Pool"

    partner_ids = fields.Many2many("res.partner", string="Customers", readonly=True)
    lead_ids = fields.Many2many("crm.lead", string="Leads", readonly=True)
    reason_id = fields.Many2one("foreign.trade.pool.reason", required=True)
    note = fields.Char(help="Kept in the history; the pool shows the reason only.")

    @api.model
    def _open(self, records):
        """The dialog for these customers or leads."""
        name = "partner_ids" if records._name == "res.partner" else "lead_ids"
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Release to the Pool"),
            "res_model": self._name,
            "view_mode": "form",
            "target": "new",
            "context": {f"default_{name}": [Command.set(records.ids)]},
        }

    def action_release(self):
        self.ensure_one()
        records = self.partner_ids or self.lead_ids
        if not records:
            raise UserError(self.env._("Choose what to release."))
        released = records._pool_release(self.reason_id, self.note)
        self.env.invalidate_all()
        return self._released_action(len(released), records._name)

    def _released_action(self, count, model):
        """Back to a list: what was released may be out of reach now."""
        action = (
            "foreign_trade_pool_customer_action"
            if model == "res.partner"
            else "foreign_trade_pool_lead_action"
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("%(count)s released to the pool.", count=count),
                "next": {
                    **self.env["ir.actions.act_window"]._for_xml_id(f"foreign_trade_crm.{action}"),
                    "target": "main",
                },
            },
        }
