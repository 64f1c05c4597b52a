from contextlib import contextmanager
from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

#: in the cursor's own cache, where no client reaches: orders whose approvals stay for a moment
KEPT = "foreign_trade_approvals_kept"


class SaleOrderValidity(models.Model):
    """The validity of what was sent is extended in one click, at the same price.

    An approval stays while cost and exchange rate have moved less than the company allows since
    the version that was approved; otherwise it is asked for again.
    """

    _inherit = "sale.order"

    def action_quotation_send(self):
        """Nobody writes an e-mail about an offer that its buyer cannot accept."""
        for order in self.filtered(lambda order: order.state in ("draft", "sent")):
            if order.validity_date and order.validity_date < order._get_buyer_today():
                raise UserError(
                    self.env._(
                        "%(order)s expired on %(date)s. Set a later expiration, then send it.",
                        order=order.name,
                        date=format_date(self.env, order.validity_date),
                    )
                )
        return super().action_quotation_send()

    def action_extend_validity(self):
        """Send the last version again, valid for as many days as it was when it was sent."""
        self.ensure_one()
        self.check_access("write")
        self._lock_for_version()
        version = self._check_extensible()
        until = self._get_extended_validity(version)
        if self._extend_keeps_approvals(version):
            with self._approvals_kept():
                self.write({"validity_date": until})
                self._renew_approvals(version)
                extended = self._freeze_version(extends_version_id=version.id)
            return extended._get_records_action()
        self.write({"validity_date": until})
        if self._approval_missing("quotation_send"):
            self.action_request_approval("quotation_send")
            return self._notify_approval_requested()
        return self._freeze_version(extends_version_id=version.id)._get_records_action()

    def _check_extensible(self):
        """The last version, if the draft says what it said."""
        version = self._get_portal_version()
        if not version:
            raise UserError(self.env._("Only a quotation that was sent can be extended."))
        if not version.validity_date:
            raise UserError(self.env._("%(version)s has no expiration.", version=version.name))
        values, lines = self._prepare_version_values(), self._prepare_version_line_values()
        values["validity_date"] = version.validity_date
        if self._version_fingerprint(values, lines)["content_hash"] != version.content_hash:
            raise UserError(
                self.env._(
                    "The draft no longer says what %(version)s said. Restore that version, or "
                    "send the draft as a new one.",
                    version=version.name,
                )
            )
        return version

    def _get_extended_validity(self, version):
        """As many days from today as the version was valid when it was sent, at least one more."""
        today = fields.Date.context_today(self)
        sent_on = fields.Datetime.context_timestamp(self, version.sent_at).date()
        days = max((version.validity_date - sent_on).days, 1)
        return max(today + timedelta(days), version.validity_date + timedelta(1))

    def _extend_keeps_approvals(self, version):
        """Whether cost and rate stayed within the tolerance since the version at the root.

        Not since the last extension: small steps would add up to a large one.
        """
        while version.extends_version_id:
            version = version.extends_version_id
        tolerance = self.company_id.sudo().quotation_extension_tolerance
        moves = (self._get_cost_move(version), self._get_rate_move(version))
        return all(abs(move) < tolerance or not move for move in moves)

    def _get_cost_move(self, version):
        """By how many per cent the purchase cost moved since, in company currency."""
        order = self.sudo()  # sudo: the verdict counts for those who may not see costs
        lines = order._get_version_lines().filtered(lambda line: not line.display_type)
        rate = self._get_rate_today()
        cost = sum(line._get_version_cost() for line in lines) * rate
        before = version.sudo().cost_amount * version.rate
        return 100 * (cost - before) / before if before else 100.0 * bool(cost)

    def _get_rate_move(self, version):
        return 100 * (self._get_rate_today() / version.rate - 1) if version.rate else 0.0

    def _get_rate_today(self):
        """Company currency for one unit of the order's currency today."""
        return self._get_quotation_rate(fields.Date.context_today(self))[0]

    @contextmanager
    def _approvals_kept(self):
        """While this lasts, no approval of these orders falls."""
        kept = self.env.cr.cache.setdefault(KEPT, set())
        mine = set(self.ids) - kept
        kept |= mine
        try:
            yield
        finally:
            kept -= mine

    def _approval_review(self):
        kept = self.env.cr.cache.get(KEPT) or set()
        return super(
            SaleOrderValidity, self.filtered(lambda order: order.id not in kept)
        )._approval_review()

    def _approval_moment_check(self, *moments):
        """What is extended within the tolerance went out before: it was agreed to then."""
        kept = self.env.cr.cache.get(KEPT) or set()
        orders = self.filtered(lambda order: order.id not in kept)
        return super(SaleOrderValidity, orders)._approval_moment_check(*moments)

    def _renew_approvals(self, version):
        """What was approved for the version is approved at today's figures, on record.

        An approval that fell since, by a change of cost within the tolerance, counts again.
        """
        requests = self._get_requests_agreed_to(version)
        if not requests:
            return
        requests.write({**self._approval_snapshot(), "state": "approved", "void_reason": False})
        self._message_log(
            body=self.env._(
                "Validity extended to %(date)s; the approval stays, since cost and exchange "
                "rate moved less than %(tolerance)s %%.",
                date=fields.Date.to_string(self.validity_date),
                tolerance=f"{self.company_id.sudo().quotation_extension_tolerance:g}",
            )
        )

    def _get_requests_agreed_to(self, version):
        """The last request of each rule that was approved when the version went out."""
        # sudo: the engine alone writes requests
        requests = self.env["foreign.trade.approval.request"].sudo()
        if not self.env["foreign.trade.approval.rule"]._is_used(self._name):
            return requests
        agreed = requests.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("moment", "=", "quotation_send"),
                ("state", "in", ("approved", "void")),
                ("decided_at", "<=", version.sent_at),
                ("decision_ids", "!=", False),
            ],
            order="id",
        )
        agreed = agreed.filtered(
            lambda one: set(one.decision_ids.mapped("decision")) == {"approved"}
        )
        return requests.union(*{one.rule_id: one for one in agreed}.values())
