from odoo import api, fields, models

from ..tools.approval import find_changes

#: what is read of a request to know whether it holds
JUDGED_IN_REQUEST = (
    "res_model",
    "res_id",
    "moment",
    "rule_id",
    "level",
    "state",
    "measure",
    "fingerprint",
    "measures",
    "facts",
)
ACTIVITY_TYPE = "foreign_trade_crm.mail_activity_type_approval"


class ForeignTradeApprovalRequest(models.Model):
    """One rule's question about one document, with what was decided about which figures.

    Nobody writes or deletes requests, not even administrators; the engine does, through
    ``foreign.trade.approval.mixin`` and the buttons here.
    """

    _name = "foreign.trade.approval.request"
    _description = "Approval Request"
    _order = "create_date desc, level, id"
    _rec_name = "record_name"

    rule_id = fields.Many2one("foreign.trade.approval.rule", ondelete="set null", index=True)
    moment = fields.Selection(selection="_selection_moment", required=True)
    measure = fields.Char(required=True)
    level = fields.Integer(required=True, aggregator=None)
    mode = fields.Selection([("any", "Any one"), ("all", "All")], required=True, default="any")
    res_model = fields.Char(string="Model", required=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", required=True, index=True
    )
    record_name = fields.Char(string="Document", required=True)
    company_id = fields.Many2one("res.company", required=True, index=True)
    reason = fields.Char(help="Why approval is needed.")
    passed_up = fields.Char(help="Why others decide than the rule names.")
    requester_id = fields.Many2one("res.users", required=True, index=True)
    approver_ids = fields.Many2many("res.users", string="Approvers")
    state = fields.Selection(
        [
            ("pending", "Waiting"),
            ("approved", "Approved"),
            ("refused", "Sent Back"),
            ("void", "No Longer Valid"),
        ],
        required=True,
        default="pending",
        index=True,
    )
    decision_ids = fields.One2many("foreign.trade.approval.decision", "request_id")
    decided_by_id = fields.Many2one("res.users")
    decided_at = fields.Datetime()
    note = fields.Text()
    void_reason = fields.Char()
    previous_id = fields.Many2one(
        "foreign.trade.approval.request",
        "Asked Before",
        index="btree_not_null",
        help="The last time the same was asked about this document.",
    )
    escalated_ids = fields.Many2many(
        "res.users",
        "foreign_trade_approval_request_escalated_rel",
        string="Escalated To",
        help="Who may decide as well since the answer is overdue.",
    )
    fingerprint = fields.Char(help="Of the figures and facts that are judged.")
    shown = fields.Json(help="What the document said; see tools/approval_difference.py.")
    last_shown = fields.Json(help="What the other side was sent last.")
    measures = fields.Json(groups="foreign_trade_crm.group_cost")
    facts = fields.Json(groups="foreign_trade_crm.group_cost")
    amount = fields.Float(
        compute="_compute_figures",
        string="Amount (Company Currency)",
        digits=(16, 2),
        compute_sudo=True,
    )
    discount = fields.Float(
        compute="_compute_figures", string="Highest Discount (%)", compute_sudo=True
    )
    margin_percent = fields.Float(
        compute="_compute_figures",
        string="Margin (%)",
        groups="foreign_trade_crm.group_cost",
        compute_sudo=True,
    )
    can_decide = fields.Boolean(compute="_compute_can_decide", search="_search_can_decide")

    _record_idx = models.Index("(res_model, res_id)")

    @api.model
    def _selection_moment(self):
        field = self.env["foreign.trade.approval.rule"]._fields["moment"]
        return field._description_selection(self.env)

    @api.depends("measures")
    def _compute_figures(self):
        for request in self:
            measures = request.measures or {}
            request.amount = measures.get("amount") or 0.0
            request.discount = measures.get("discount") or 0.0
            request.margin_percent = measures.get("margin_percent") or 0.0

    @api.depends("state", "approver_ids", "decision_ids")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        """Mine to decide, and every lower level has agreed."""
        mine = self._filter_of_user(self.env.user)
        waiting = mine._filter_reached()
        for request in self:
            request.can_decide = request in waiting

    def _search_can_decide(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("id", "in" if True in value else "not in", self._get_ids_to_decide())]

    @api.model
    def _get_ids_to_decide(self):
        """Of what waits for this user, for themselves or for who is away."""
        user = self.env.user
        users = user | self.env["foreign.trade.approval.deputy"]._get_principals(user)
        # sudo: lower levels of the same document may be hidden from the user
        requests = self.sudo().search(
            [
                ("state", "=", "pending"),
                "|",
                ("approver_ids", "in", users.ids),
                ("escalated_ids", "in", user.ids),
            ]
        )
        return requests._filter_of_user(user)._filter_reached().ids

    def _filter_of_user(self, user):
        """Pending ones that this user may still decide, for themselves or for who is away."""
        pending = self.filtered(lambda request: request.state == "pending")
        if not pending:
            return pending
        principals = user | self.env["foreign.trade.approval.deputy"]._get_principals(user)
        return pending.filtered(
            lambda request: bool(request.sudo()._get_principals_of(user, principals))
        )

    def _get_principals_of(self, user, principals):
        """For whom of ``principals`` this user may decide; as superuser."""
        self.ensure_one()
        if user in self.decision_ids.user_id:
            return self.env["res.users"]
        if user in self.approver_ids or user in self.escalated_ids:
            return user
        # who stands in for somebody does not decide about what is their own
        if user in self._get_own_users():
            return self.env["res.users"]
        return principals & self._get_undecided()

    def _get_own_users(self):
        """To whom this counts as their own case, as superuser."""
        self.ensure_one()
        return self._get_record()._approval_own_users() | self.requester_id

    def _get_undecided(self):
        """Approvers who have not said anything yet, as superuser."""
        users = self.env["res.users"]
        for request in self:
            decided = request.decision_ids.for_user_id | request.decision_ids.user_id
            users |= request.approver_ids - decided
        return users

    def _get_people_to_tell(self):
        """Approvers who have not decided, and those who stand in for them; as superuser."""
        users = self._get_undecided()
        return users | self.env["foreign.trade.approval.deputy"]._get_deputies(users)

    def _filter_reached(self):
        """Those before which no lower level of the same document is pending."""
        if not self:
            return self
        # sudo: lower levels may be hidden from whoever decides the higher one
        pending = self.sudo().search(
            [
                ("state", "=", "pending"),
                ("res_model", "in", list(set(self.mapped("res_model")))),
                ("res_id", "in", self.mapped("res_id")),
            ]
        )
        lowest = {}
        for other in pending:
            key = (other.res_model, other.res_id, other.moment)
            lowest[key] = min(other.level, lowest.get(key, other.level))
        return self.filtered(
            lambda r: r.level <= lowest.get((r.res_model, r.res_id, r.moment), r.level)
        )

    def action_open_record(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }

    def _get_record(self):
        """The document, as superuser: approvers judge documents of other people."""
        self.ensure_one()
        return self.env[self.res_model].sudo().browse(self.res_id)

    def _find_changes(self, snapshot):
        """Why this approval does not hold for a document with that snapshot."""
        self.ensure_one()
        request = self.sudo()  # measures are a secret of the cost group
        if request.fingerprint == snapshot["fingerprint"]:
            return []
        return find_changes(
            request.measure,
            request.measures or {},
            request.facts or {},
            snapshot["measures"],
            snapshot["facts"],
        )

    def _covers(self, snapshot):
        """Whether this approval of another document says yes to one with that snapshot.

        What only the other document has, such as its own milestones, is not compared.
        """
        self.ensure_one()
        request = self.sudo()  # measures are a secret of the cost group
        facts = request.facts or {}
        header = {
            name: value
            for name, value in facts.get("header", {}).items()
            if name in snapshot["facts"]["header"]
        }
        return not find_changes(
            request.measure,
            request.measures or {},
            {**facts, "header": header},
            snapshot["measures"],
            snapshot["facts"],
        )

    def _take_over(self, snapshot, shown):
        """The document changed while people think: they judge what it says by now."""
        if self.fingerprint != snapshot["fingerprint"]:
            # what is nobody's to read in the form is no reason to ask again
            self.write({**snapshot, "shown": shown, "reason": self._describe_now(snapshot)})

    def _describe_now(self, snapshot):
        rule = self.rule_id
        return rule._describe(snapshot["measures"]) if rule else self.reason

    def _void(self, reason):
        self.write({"state": "void", "void_reason": reason})
        self._deadline_cancel("approval")
