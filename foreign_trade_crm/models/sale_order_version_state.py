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

    def _get_version_to_print(self):
        """The version whose file is what the draft would print; empty where it would not.

        A signed quotation is printed by Odoo, with its signature.
        """
        self.ensure_one()
        last = self._get_portal_version()
        if not last or self.signature or not last._is_trade_version():
            return last.browse()
        is_pdf = last.pdf_attachment_id.mimetype == "application/pdf"
        return last if is_pdf and self._is_draft_as_sent(last) else last.browse()

    def _get_offer_in_force(self):
        """What the buyer has, where a print of the draft says something else."""
        self.ensure_one()
        last = self._get_portal_version()
        # the context is set where the e-mail of the next version is written; see below
        becomes_next = self.env.context.get("mark_so_as_sent")
        if not last or becomes_next or self._is_draft_as_sent(last):
            return last.browse()
        return last

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
