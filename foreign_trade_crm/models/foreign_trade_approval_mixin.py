import json

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import hmac

from ..exceptions import visitor_message
from .foreign_trade_approval_request import JUDGED_IN_REQUEST


class ForeignTradeApprovalMixin(models.AbstractModel):
    """Records that people must agree to before they go out.

    The adopter lists its moment in ``foreign.trade.approval.rule._moment_models``, has a
    ``company_id``, supplies :meth:`_approval_measures` and :meth:`_approval_fingerprint_data`,
    calls :meth:`_approval_moment_check` at the moment itself, whichever door leads there, and
    :meth:`_approval_review` after changes to header or lines. It inherits ``mail.thread`` and
    ``mail.activity.mixin``. Its tests inherit the contract ``tests/approval_contract.py``.

    What was approved is judged anew at the moment, so a change that came by a door which does
    not call :meth:`_approval_review` is caught as well. Without rules nothing here costs a query.
    """

    _name = "foreign.trade.approval.mixin"
    _description = "Record that Needs Approval"

    approval_request_ids = fields.One2many(
        "foreign.trade.approval.request",
        "res_id",
        string="Approvals",
        groups="base.group_user",
        copy=False,
    )
    approval_state = fields.Selection(
        [
            ("none", "Not Asked For"),
            ("pending", "Waiting for Approval"),
            ("approved", "Approved"),
            ("refused", "Sent Back"),
        ],
        string="Approval",
        compute="_compute_approval_state",
        groups="base.group_user",
    )
    approval_waiting_for = fields.Char(
        string="Waiting For", compute="_compute_approval_state", groups="base.group_user"
    )
    approval_can_decide = fields.Boolean(
        compute="_compute_approval_state", groups="base.group_user"
    )
    approval_is_missing = fields.Boolean(
        compute="_compute_approval_is_missing",
        groups="base.group_user",
        help="Somebody has to be asked before the next step.",
    )
    approval_fingerprint = fields.Char(
        compute="_compute_approval_fingerprint",
        groups="base.group_user",
        help="Of what the form shows: approving refuses if it was changed meanwhile.",
    )

    def _approval_moment(self):
        """The moment this kind of record waits for."""
        moments = self.env["foreign.trade.approval.rule"]._moment_models()
        return next(moment for moment, model in moments.items() if model == self._name)

    def _approval_measures(self):
        """``{measure: figure}`` of one record, see ``tools/approval.py``. To be supplied.

        Called as superuser; ``amount`` and ``credit_over`` in company currency, percentages as
        12.5, ``below_floor``, ``open_account`` and ``not_prepaid`` as booleans, ``None`` or left
        out where unknown.
        """
        self.ensure_one()
        return {}

    def _approval_shown(self):
        """What approvers read of one record, see ``tools/approval_difference.py``."""
        self.ensure_one()
        return {}

    def _approval_last_shown(self):
        """The same of what the other side was sent last, if anything."""
        self.ensure_one()
        return {}

    def _approval_own_users(self):
        """To whom this document counts as their own, beside who asks: they do not approve it."""
        self.ensure_one()
        return self.env["res.users"]

    def _approval_fingerprint_data(self):
        """What else fells an approval, of one record. To be supplied; called as superuser.

        ``lines`` as ``{product key: net unit price}`` lets prices rise and lines go; everything
        else counts as header, where any change fells the approval.
        """
        self.ensure_one()
        return {}

    def _approval_company(self):
        """Whose rules count."""
        self.ensure_one()
        return self.company_id or self.env.company

    @api.depends("approval_request_ids.state", "approval_request_ids.decision_ids")
    @api.depends_context("uid")
    def _compute_approval_state(self):
        """One query for the whole page, none without rules."""
        by_record = self._get_approval_requests().grouped("res_id")
        for record in self:
            requests = by_record.get(record.id) or self.env["foreign.trade.approval.request"]
            states = set(requests.mapped("state"))
            order = ("refused", "pending", "approved")
            record.approval_state = next((s for s in order if s in states), "none")
            waiting = requests.filtered(lambda r: r.state == "pending")._filter_reached()
            mine = waiting._filter_of_user(self.env.user)
            people = waiting._get_undecided() if waiting else waiting.approver_ids
            record.approval_waiting_for = ", ".join(people.mapped("name"))
            record.approval_can_decide = bool(mine)

    def _compute_approval_is_missing(self):
        """Shown on forms, one record at a time; without rules it costs nothing."""
        used = self.env["foreign.trade.approval.rule"]._is_used(self._name)
        for record in self:
            missing = record._approval_missing(*record._approval_moments_ahead()) if used else {}
            record.approval_is_missing = any(
                request.state != "pending" for _rule, request in missing.get(record, ())
            )

    def _compute_approval_fingerprint(self):
        waiting = self.filtered("approval_can_decide")
        (self - waiting).approval_fingerprint = False
        for record in waiting:
            record.approval_fingerprint = record._approval_snapshot()["fingerprint"]

    def _get_approval_requests(self, moment=None):
        """The current request of each rule on these records, as superuser; void ones left out."""
        Request = self.env["foreign.trade.approval.request"].sudo()
        if not self.ids or not self.env["foreign.trade.approval.rule"]._is_used(self._name):
            return Request
        requests = Request.search_fetch(
            [("res_model", "=", self._name), ("res_id", "in", self.ids), ("state", "!=", "void")],
            [*JUDGED_IN_REQUEST],
            order="id",
        )
        latest = {(r.res_id, r.moment, r.rule_id): r for r in requests}
        return Request.union(*latest.values()).filtered(
            lambda request: not moment or request.moment == moment
        )

    def _approval_snapshot(self):
        """What is judged now: measures, facts and their fingerprint."""
        self.ensure_one()
        # sudo: margin counts for everybody, and not everybody may see it
        record = self.sudo()
        facts = record._approval_fingerprint_data()
        lines = facts.pop("lines", {})
        if not isinstance(lines, dict):
            facts["lines"], lines = lines, {}
        judged = [record._approval_measures(), {"header": facts, "lines": lines}]
        text = json.dumps(judged, sort_keys=True, default=str)
        measures, facts = json.loads(text)  # as they will be read back
        # keyed with the database's secret: the margin in it cannot be found by trying
        digest = hmac(self.env(su=True), "foreign_trade_approval", text)
        return {"measures": measures, "facts": facts, "fingerprint": digest}

    def _approval_missing(self, *moments):
        """``{record: [(rule, its standing request or empty), …]}`` of what is not approved."""
        ruled = self.env["foreign.trade.approval.rule"]._rule_ids_by_moment()[0]
        moments = [moment for moment in moments if ruled.get(moment)]
        if not moments or not self:
            return {}
        requests = self._get_approval_requests()
        missing = {}
        for record in self:
            own = requests.filtered(lambda r, record=record: r.res_id == record.id)
            if lacking := record._approval_lacking(moments, own):
                missing[record] = lacking
        return missing

    def _approval_lacking(self, moments, requests):
        """``[(rule, its standing request or empty), …]`` of one record, lower levels first."""
        rule_model = self.env["foreign.trade.approval.rule"]
        # as superuser: the rules bind everybody, few may read them
        rules = rule_model.sudo().union(
            *(rule_model._get_rules(moment, self._approval_company()) for moment in moments)
        )
        snapshot = self._approval_snapshot() if rules else {}
        lacking, covering = [], None
        for rule in rules._filter_needed(snapshot.get("measures")):
            request = requests.filtered(lambda r, rule=rule: r.rule_id == rule)[:1]
            if request.state == "approved" and not request._find_changes(snapshot):
                continue
            if covering is None and rule.moment != self._approval_moment():
                covering = self._get_covering_requests()
            if not self._approval_is_covered(rule, snapshot, covering):
                lacking.append((rule, request))
        return lacking

    def _get_covering_requests(self):
        """What was agreed to about other documents and may say yes to this one as well."""
        self.ensure_one()
        return self.env["foreign.trade.approval.request"].sudo()

    def _approval_is_covered(self, rule, snapshot, covering=None):
        """Whether one of these says yes; without ``covering`` they are looked up."""
        self.ensure_one()
        if rule.moment == self._approval_moment():
            return False
        covering = self._get_covering_requests() if covering is None else covering
        return any(one.rule_id == rule and one._covers(snapshot) for one in covering)

    def _approval_moment_check(self, *moments):
        """Refuse the moment for records that lack an approval, all of them at once.

        :raises UserError: saying who must approve what
        """
        lines = []
        for record, rules in self._approval_missing(*moments).items():
            for rule, request in rules:
                lines.append(record._approval_explain(rule, request))
        if lines and self.env.user.share:
            raise UserError(visitor_message(self.env))
        if lines:
            raise UserError(
                self.env._("Approval is needed first:\n%(list)s", list="\n".join(lines))
            )

    def _approval_explain(self, rule, request):
        """One line for people: what, why, who."""
        self.ensure_one()
        users = request.approver_ids if request.state == "pending" else None
        if users is None:
            users, _reason = rule._get_deciders(
                self.env.user | self._approval_own_users(), self._approval_company()
            )
        return self.env._(
            "- %(document)s: %(rule)s, to be approved by %(names)s",
            document=self.display_name,
            rule=rule.name,
            names=", ".join(users.mapped("name")),
        )

    def action_approve(self, note=None):
        """Agree to every request on these records that is this user's turn."""
        return self._get_own_approval_requests().action_approve(note)

    def action_refuse(self, note=None):
        """Send these records back to whoever asked; asks for a note where none is given."""
        return self._get_own_approval_requests().action_refuse(note)

    def _get_own_approval_requests(self):
        requests = self._get_approval_requests().sudo(False)
        requests = requests._filter_of_user(self.env.user)._filter_reached()
        if not requests:
            raise AccessError(self.env._("Nothing here is waiting for your approval."))
        return requests

    def unlink(self):
        """Decisions are kept; questions about a record that is gone are closed."""
        pending = self._get_approval_requests().filtered(lambda r: r.state == "pending")
        result = super().unlink()
        pending._void(self.env._("The document was deleted"))
        return result
