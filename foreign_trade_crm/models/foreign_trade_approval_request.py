from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.approval import find_changes

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
    fingerprint = fields.Char(help="Of the figures and facts that are judged.")
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
        # sudo: lower levels of the same document may be hidden from the user
        requests = self.sudo().search(
            [("state", "=", "pending"), ("approver_ids", "in", self.env.uid)]
        )
        ids = requests._filter_of_user(self.env.user)._filter_reached().ids
        return [("id", "in" if True in value else "not in", ids)]

    def _filter_of_user(self, user):
        """Pending ones that this user may still decide."""
        return self.filtered(
            lambda request: (
                request.state == "pending"
                and user in request.sudo().approver_ids
                and user not in request.sudo().decision_ids.user_id
            )
        )

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

    def action_approve(self, note=None):
        """Agree to what the document says now.

        :raises AccessError: when it is not this user's to decide
        :raises UserError: when the document changed since the approver's screen was drawn
        """
        return self._decide("approved", note)

    def action_refuse(self, note=None):
        """Send back to the requester; asks for a note where none is given."""
        if not note:
            return {
                "type": "ir.actions.act_window",
                "name": self.env._("Send Back"),
                "res_model": "foreign.trade.approval.request.refuse",
                "view_mode": "form",
                "target": "new",
                "context": {"default_request_ids": self.ids},
            }
        return self._decide("refused", note)

    def _decide(self, decision, note):
        for request in self.sorted("level"):
            request._check_may_decide()
            request._check_unchanged()
            request.sudo()._record_decision(decision, note, self.env.user)
        return True

    def _check_may_decide(self):
        self.ensure_one()
        if not self.can_decide:
            raise AccessError(
                self.env._(
                    "“%(document)s” is not waiting for your approval. Approvers: %(names)s.",
                    document=self.record_name,
                    names=", ".join(self.sudo().approver_ids.mapped("name")),
                )
            )

    def _check_unchanged(self):
        """Nobody agrees to figures other than those on the screen or in the request."""
        self.ensure_one()
        shown = self.env.context.get("approval_fingerprint")
        current = self._get_record()._approval_snapshot()["fingerprint"]
        if shown and shown != current:
            raise UserError(
                self.env._(
                    "“%(document)s” was changed a moment ago. Reload and look at it again.",
                    document=self.record_name,
                )
            )

    def _get_record(self):
        """The document, as superuser: approvers judge documents of other people."""
        self.ensure_one()
        return self.env[self.res_model].sudo().browse(self.res_id)

    def _record_decision(self, decision, note, user):
        """As superuser: nobody else writes."""
        self.ensure_one()
        values = {"request_id": self.id, "user_id": user.id, "decision": decision, "note": note}
        self.env["foreign.trade.approval.decision"].create(values)
        self.write(self._get_record()._approval_snapshot())
        undecided = self.approver_ids - self.decision_ids.user_id
        if decision == "refused" or self.mode == "any" or not undecided:
            self.write(
                {
                    "state": decision,
                    "decided_by_id": user.id,
                    "decided_at": fields.Datetime.now(),
                    "note": note,
                }
            )
        self._get_record()._approval_after_decision(self, decision, note, user)

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

    def _void(self, reason):
        self.write({"state": "void", "void_reason": reason})
