from odoo import fields, models
from odoo.exceptions import UserError


class ForeignTradeQuotationVersionActions(models.Model):
    """What one does with a version: compare it, restore it, extend it."""

    _inherit = "foreign.trade.quotation.version"

    order_state = fields.Selection(related="order_id.state")
    is_last = fields.Boolean("Last Version", compute="_compute_is_last")

    def _compute_is_last(self):
        for version in self:
            # sudo: whoever reads the version may know whether it is the last one
            version.is_last = version.order_id.sudo().last_version_id == version

    def action_restore(self):
        """The draft says again what this version said."""
        self.ensure_one()
        order = self.order_id
        order.check_access("write")
        order._lock_for_version()
        order._restore_version(self)
        order._message_log(
            body=self.env._("Version %(number)s was restored into the draft.", number=self.number)
        )
        return order._get_records_action()

    def action_compare(self):
        """Hold this version against the one before it, or two that were selected in a list."""
        versions = self.sorted("number")
        if len(versions) > 2 or len(versions.order_id) > 1:
            raise UserError(self.env._("Select two versions of one quotation to compare them."))
        newer = versions[-1]
        older = versions[0] if len(versions) == 2 else newer._get_previous() or newer
        comparison = self.env["foreign.trade.quotation.comparison"].create(
            {"order_id": newer.order_id.id, "older_id": older.id, "newer_id": newer.id}
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Compare Versions"),
            "res_model": comparison._name,
            "res_id": comparison.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_extend_validity(self):
        self.ensure_one()
        return self.order_id.action_extend_validity()
