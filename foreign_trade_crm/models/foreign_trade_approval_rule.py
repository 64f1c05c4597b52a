from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import ormcache

from ..tools.approval import UNLIMITED_DAYS, rule_applies

#: what a rule says of these, its name says as well, or it is a secret
SILENT_MEASURES = {"always", "margin_percent", "below_floor", "open_account", "not_prepaid"}
#: measures without a limit: they hold or they do not
PLAIN_MEASURES = {"always", "below_floor", "open_account", "not_prepaid"}


class ForeignTradeApprovalRule(models.Model):
    """Who must agree before a document goes out, and when.

    A module adds a moment with ``selection_add`` on :attr:`moment` and an entry in
    :meth:`_moment_models`; the adopter calls ``_approval_moment_check``.
    """

    _name = "foreign.trade.approval.rule"
    _inherit = ["foreign.trade.cached.mixin", "foreign.trade.rule.log.mixin"]
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
            ("discount_over_ceiling", "Discount over the customer tier's ceiling (%)"),
            ("below_floor", "Price under the floor"),
            ("margin_percent", "Margin (%)"),
            ("validity_days", "Validity (days)"),
            ("open_account", "Payment on open account"),
            ("not_prepaid", "Payment not in before shipment"),
            ("credit_over", "Credit limit exceeded by (company currency)"),
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

    has_limit = fields.Boolean(compute="_compute_has_limit")

    @api.depends("measure")
    def _compute_has_limit(self):
        for rule in self:
            rule.has_limit = rule.measure not in PLAIN_MEASURES

    @api.onchange("measure")
    def _onchange_measure(self):
        if self.measure == "margin_percent":
            self.operator = "lt"
        elif self.measure in ("credit_over", "discount_over_ceiling"):
            self.operator, self.threshold = "gt", 0

    @api.model
    def _moment_models(self):
        """``{moment: model that adopts foreign.trade.approval.mixin}``"""
        return {"quotation_send": "sale.order", "contract_issue": "foreign.trade.contract"}

    @api.model
    def _moment_reused_by(self):
        """``{moment: models at whose own moments the same rules are asked again}``

        Confirming an order asks the ladder of its proforma invoice.
        """
        return {"contract_issue": {"sale.order"}}

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
        ids_by_moment = self._rule_ids_by_moment()[0]
        # confirming asks for two moments: all rules are read together
        everything = [rule_id for ids in ids_by_moment.values() for rule_id in ids]
        rules = self.sudo().browse(ids_by_moment.get(moment, ())).with_prefetch(everything)
        return rules.filtered(lambda rule: rule.company_id in (company, company.browse()))

    @api.model
    def _is_used(self, model):
        """Whether requests on that model may exist: False as long as no rule was ever written."""
        own, reused = self._moment_models(), self._moment_reused_by()
        ruled = self._rule_ids_by_moment()[1]
        return any(own.get(m) == model or model in reused.get(m, ()) for m in ruled)

    @api.model
    @ormcache("measure")
    def _is_measured(self, measure):
        """Whether a rule asks for that measure: figures nobody asks for are not looked up."""
        # sudo: the rules bind everybody, few may read them
        return bool(self.sudo().search_count([("measure", "=", measure)], limit=1))

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

        :param requester: everybody to whom the document counts as their own
        :return: ``(users, reason or False)``
        """
        self.ensure_one()
        if users := self._get_approvers(company) - requester:
            return users, False
        for rule in self._get_rules_above(company):
            if users := rule._get_approvers(company) - requester:
                return users, self.env._("Passed up to level %(level)s", level=rule.level)
        administrators = self._get_administrators(company)
        users = (administrators - requester) or administrators
        return users, self.env._("Nobody above: the administrator decides")

    def _get_rules_above(self, company):
        """Rules of the same moment on higher levels, the lowest first."""
        self.ensure_one()
        rules = self._get_rules(self.moment, company)
        return rules.filtered(lambda rule: rule.level > self.level).sorted("level")

    def _get_administrators(self, company):
        # sudo: whoever asks does not read groups
        group = self.env.ref("foreign_trade_crm.group_administrator").sudo()
        return group.all_user_ids.filtered(lambda u: u.active and company in u.company_ids)

    def _describe(self, measures):
        """Why approval is needed, without figures that are a secret."""
        self.ensure_one()
        value = measures.get(self.measure)
        if self.measure in SILENT_MEASURES or value is None or value == UNLIMITED_DAYS:
            return self.name
        return f"{self.name} ({value:,.2f})"
