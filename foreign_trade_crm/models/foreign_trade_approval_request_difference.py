from markupsafe import Markup

from odoo import api, fields, models

from ..tools.approval_difference import find_differences

ROW = Markup("<tr><td>%s</td><td class='text-muted'>%s</td><td class='fw-bold'>%s</td></tr>")
TABLE = Markup(
    "<table class='table table-sm o_foreign_trade_difference'>"
    "<thead><tr><th/><th>%s</th><th>%s</th></tr></thead><tbody>%s</tbody></table>"
)


class ForeignTradeApprovalRequestDifference(models.Model):
    """What approvers read: what changed since they were asked, and since it was sent."""

    _inherit = "foreign.trade.approval.request"

    document_total = fields.Char(compute="_compute_document_facts", compute_sudo=True)
    partner_name = fields.Char("Customer", compute="_compute_document_facts", compute_sudo=True)
    is_outdated = fields.Boolean(
        compute="_compute_is_outdated", help="The document says something else by now."
    )
    previous_note = fields.Text(related="previous_id.note", string="Said Last Time")
    previous_differences = fields.Html(
        "Changed Since Asked Before",
        compute="_compute_differences",
        compute_sudo=True,
        sanitize=False,
    )
    version_differences = fields.Html(
        "Changed Since Sent Last",
        compute="_compute_differences",
        compute_sudo=True,
        sanitize=False,
    )

    @api.depends("shown")
    def _compute_document_facts(self):
        for request in self:
            shown = request.shown or {}
            request.document_total = shown.get("total")
            request.partner_name = shown.get("partner")

    def _compute_is_outdated(self):
        """Of one form at a time; lists do not show it."""
        for request in self:
            record = request._get_record().exists() if request.can_decide else False
            request.is_outdated = bool(record) and bool(
                request._find_changes(record._approval_snapshot())
            )

    @api.depends("shown", "last_shown", "previous_id")
    def _compute_differences(self):
        for request in self:
            now = request.shown or {}
            request.previous_differences = self._render_differences(request.previous_id.shown, now)
            request.version_differences = self._render_differences(request.last_shown, now)

    def _render_differences(self, before, now):
        """A small table, empty where nothing changed; everything in it is escaped."""
        rows = find_differences(before or {}, now)
        if not rows:
            return False
        total = self.env._("Total")
        body = Markup("").join(ROW % (label or total, old, new) for label, old, new in rows)
        return TABLE % (self.env._("Before"), self.env._("Now"), body)
