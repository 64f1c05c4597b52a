from odoo import fields, models


class SaleOrderVersionState(models.Model):
    """What the salesperson sees of the version that the buyer has."""

    _inherit = "sale.order"

    version_draft_differs = fields.Boolean(
        "Draft Differs",
        compute="_compute_version_state",
        groups="base.group_user",
        help="The draft says something else than the last version sent, which the buyer sees.",
    )
    version_is_expired = fields.Boolean(
        "Version Expired", compute="_compute_version_state", groups="base.group_user"
    )

    def _compute_version_state(self):
        """Shown on the form alone: the whole content of the draft is compared."""
        for order in self:
            version = order._get_portal_version()
            order.version_draft_differs = bool(version) and not order._is_draft_as_sent(version)
            order.version_is_expired = bool(version) and version._has_expired()

    def action_compare_draft(self):
        """Hold the last version sent against the one before it."""
        self.ensure_one()
        return self.last_version_id.action_compare()

    def action_restore_last_version(self):
        """Give up what was changed since the last version was sent."""
        self.ensure_one()
        self.last_version_id.action_restore()
        return True

    def _get_printed_number(self):
        """``S00042 / V3`` on Odoo's own PDF: the version that it is, or that it becomes."""
        self.ensure_one()
        if self.state not in ("draft", "sent"):
            return self.name
        last = self._get_portal_version()
        if last and self._is_draft_as_sent(last):
            return last.name
        # set where the e-mail is written; all it can do is print a number
        if self.env.context.get("mark_so_as_sent"):
            return f"{self.name} / V{last.number + 1}"
        return self.env._("%(order)s (draft)", order=self.name) if last else self.name
