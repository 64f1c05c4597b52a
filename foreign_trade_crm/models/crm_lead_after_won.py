from odoo import api, fields, models

#: phases by the steps that are at hand; the first that is not done tells
PHASES = [
    ("deposit", "Deposit"),
    ("production", "Production"),
    ("shipping", "Shipping"),
    ("collection", "Collection"),
    ("repeat", "Repeat"),
]


class CrmLeadAfterWon(models.Model):
    """A deal that is won goes on: its orders' milestones show on it."""

    _inherit = "crm.lead"

    after_won = fields.Json("After Winning", compute="_compute_after_won", compute_sudo=False)
    after_won_phase = fields.Selection(
        PHASES, "Phase", compute="_compute_after_won", compute_sudo=False
    )

    @api.depends("won_status", "order_ids.state")
    @api.depends_context("lang", "tz", "uid")
    def _compute_after_won(self):
        won = self.filtered(lambda lead: lead.won_status == "won")
        orders = won._get_confirmed_orders()
        # sudo: who may read an order may know how far it is; documents open with their own rights
        known = {one["id"]: one for one in orders.sudo()._get_progress()}
        for lead in self:
            progress = [known[order.id] for order in orders if order.opportunity_id == lead._origin]
            lead.after_won = progress or False
            lead.after_won_phase = self._get_phase(progress)

    def _get_confirmed_orders(self):
        """Orders of these deals that the user may read, oldest first."""
        orders = self.env["sale.order"]
        if not self._origin or not orders.has_access("read"):
            return orders
        return orders.search(
            [("opportunity_id", "in", self._origin.ids), ("state", "=", "sale")], order="id"
        )

    @api.model
    def _get_phase(self, progress):
        """The earliest phase in which any of the orders is."""
        codes = [code for code, _label in PHASES]
        open_codes = [
            step.get("phase", step["code"])
            for order in progress
            for step in order["steps"]
            if step["state"] != "done"
        ]
        return min((code for code in open_codes if code in codes), key=codes.index, default=False)
