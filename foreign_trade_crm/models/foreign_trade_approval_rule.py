from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import ormcache

from ..tools.approval import rule_applies


class ForeignTradeApprovalRule(models.Model):
    """Who must agree before a document goes out, and when.

    A module adds a moment with ``selection_add`` on :attr:`moment` and an entry in
    :meth:`_moment_models`; the adopter calls ``_approval_moment_check``.
    """

    _name = "foreign.trade.approval.rule"
    _inherit = ["foreign.trade.cached.mixin"]
    _description = "Approval Rule"
    _order = "moment, level, sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10, aggregator=None)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        default=lambda self: self.env.company,
        help="Leave empty for a rule of all companies.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    moment = fields.Selection(
        [
            ("quotation_send", "Send a quotation"),
            ("contract_issue", "Issue a proforma invoice or contract"),
        ],
        required=True,
        default="quotation_send",
    )
    level = fields.Integer(
        required=True,
        default=1,
        aggregator=None,
        help="Lower levels decide first; equal levels side by side.",
    )
    measure = fields.Selection(
        [
            ("always", "Always"),
            ("amount", "Amount in company currency"),
            ("discount", "Highest discount (%)"),
            ("margin_percent", "Margin (%)"),
            ("validity_days", "Validity (days)"),
            ("open_account", "Payment on open account"),
        ],
        required=True,
        default="always",
        help="The figure that decides whether this rule applies.",
    )
    operator = fields.Selection(
        [("ge", "at least"), ("gt", "more than"), ("lt", "less than"), ("le", "at most")],
        required=True,
        default="ge",
    )
    threshold = fields.Float(aggregator=None)
    group_id = fields.Many2one("res.groups", string="Approving Role")
    approver_ids = fields.Many2many("res.users", string="Approvers", domain=[("share", "=", False)])
    mode = fields.Selection(
        [("any", "Any one of them"), ("all", "All of them")], required=True, default="any"
    )

    _level_positive = models.Constraint("CHECK(level > 0)", "Levels are counted from 1.")

    @api.onchange("measure")
    def _onchange_measure(self):
        self.operator = "lt" if self.measure == "margin_percent" else self.operator

    @api.model
    def _moment_models(self):
        """``{moment: model that adopts foreign.trade.approval.mixin}``"""
        return {"quotation_send": "sale.order", "contract_issue": "foreign.trade.contract"}

    @api.model
    @ormcache()
    def _rule_ids_by_moment(self):
        """``({moment: ids of active rules by level}, moments ever ruled)``"""
        # sudo: the rules bind everybody, few may read them
        rules = self.sudo().with_context(active_test=False).search(Domain.TRUE)
        ids_by_moment = {}
        for rule in rules.filtered("active"):
            ids_by_moment.setdefault(rule.moment, []).append(rule.id)
        return ids_by_moment, frozenset(rules.mapped("moment"))

    @api.model
    def _get_rules(self, moment, company):
        """Active rules of that moment and company by level, as superuser."""
        rules = self.sudo().browse(self._rule_ids_by_moment()[0].get(moment, ()))
        return rules.filtered(lambda rule: rule.company_id in (company, company.browse()))

    @api.model
    def _is_used(self, model):
        """Whether requests on that model may exist: False as long as no rule was ever written."""
        models_by_moment = self._moment_models()
        return any(models_by_moment.get(m) == model for m in self._rule_ids_by_moment()[1])

    def _filter_needed(self, measures):
        """Those of these rules that ask for approval of a deal with these measures."""
        return self.filtered(
            lambda rule: rule_applies(rule.measure, rule.operator, rule.threshold, measures)
        )

    def _get_approvers(self, company):
        """Everybody this rule names, active and working in that company."""
        self.ensure_one()
        users = self.approver_ids | self.group_id.all_user_ids
        return users.filtered(
            lambda user: user.active and not user.share and company in user.company_ids
        )

    def _get_deciders(self, requester, company):
        """Who decides a request, and why it is not the rule's own approvers.

        Nobody approves their own: a level whose only approver is the requester passes to the
        next level that has another; where there is nobody above, the administrator decides,
        even about a request of their own if they are the only one.

        :return: ``(users, reason or False)``
        """
        self.ensure_one()
        if users := self._get_approvers(company) - requester:
            return users, False
        above = self._get_rules(self.moment, company).filtered(lambda r: r.level > self.level)
        for rule in above.sorted("level"):
            if users := rule._get_approvers(company) - requester:
                return users, self.env._("Passed up to level %(level)s", level=rule.level)
        group = self.env.ref("foreign_trade_crm.group_administrator").sudo()
        administrators = group.all_user_ids.filtered("active")
        administrators = administrators.filtered(lambda u: company in u.company_ids)
        users = (administrators - requester) or administrators
        return users, self.env._("Nobody above: the administrator decides")

    def _describe(self, measures):
        """Why approval is needed, without figures that are a secret."""
        self.ensure_one()
        value = measures.get(self.measure)
        if self.measure in ("always", "margin_percent", "open_account") or value is None:
            return self.name
        return f"{self.name} ({value:,.2f})"
