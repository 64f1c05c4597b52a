from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..tools.gate_condition import GateCondition

HELP_PREFIXES = ("_gate_help_", "action_")


class ForeignTradeGateRule(models.Model):
    _name = "foreign.trade.gate.rule"
    _inherit = ["foreign.trade.cached.mixin", "foreign.trade.rule.log.mixin"]
    _description = "Gate Rule"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        default=lambda self: self.env.company,
        index=True,
        ondelete="cascade",
        help="Empty: the rule holds in every company.",
    )
    transition = fields.Selection(
        [
            ("stage", "Enter a pipeline stage"),
            ("convert", "Convert a lead"),
            ("order_confirm", "Confirm an order"),
            ("production_start", "Start production"),
        ],
        required=True,
        default="stage",
    )
    model = fields.Char(compute="_compute_model", string="Model name", compute_sudo=True)
    stage_id = fields.Many2one("crm.stage", ondelete="cascade", index=True)
    team_ids = fields.Many2many(
        "crm.team", string="Sales teams", help="Empty: the rule holds for every team."
    )
    kind = fields.Selection(
        [
            ("fields", "Fields are filled in"),
            ("domain", "A condition holds"),
            ("related", "A related record exists"),
        ],
        string="Condition",
        required=True,
        default="fields",
    )
    field_ids = fields.Many2many("ir.model.fields", string="Required fields")
    domain = fields.Char(default="[]", string="Record condition")
    related_field_id = fields.Many2one(
        "ir.model.fields", string="Related records", ondelete="cascade"
    )
    related_model = fields.Char(related="related_field_id.relation", string="Related model name")
    related_domain = fields.Char(default="[]", string="Condition on the related record")
    message = fields.Text(
        string="What to do",
        required=True,
        translate=True,
        help="Shown to the user who is refused. Say what is missing and how to mend it.",
    )
    while_staying = fields.Boolean(
        string="Also while staying",
        help="An edit that breaks the condition afterwards is refused too. "
        "Conditions on related records are judged on entry only.",
    )
    covers_later_stages = fields.Boolean(
        string="Also for later stages",
        default=True,
        help="Checked as well when a move jumps over this stage.",
    )
    help_action = fields.Char(
        string="Helping action",
        help="Empty: the checklist opens the records that the condition asks for. Otherwise the "
        "method on the record that opens the very thing to do, for instance "
        "action_new_quotation. Its name starts with action_ or _gate_help_.",
    )

    _stage_given = models.Constraint(
        "CHECK(transition != 'stage' OR stage_id IS NOT NULL)",
        "Choose the stage that the rule guards.",
    )

    @api.model
    def _transition_models(self):
        """``{transition: model name}``; extend it together with ``transition``."""
        return {
            "stage": "crm.lead",
            "convert": "crm.lead",
            "order_confirm": "sale.order",
            "production_start": "sale.order",
        }

    @api.depends("transition")
    def _compute_model(self):
        model_by_transition = self._transition_models()
        for rule in self:
            rule.model = model_by_transition.get(rule.transition)

    @api.onchange("transition")
    def _onchange_transition(self):
        if self.transition != "stage":
            self.stage_id = False
        if set(self.field_ids.mapped("model")) - {self.model}:
            self.field_ids = False
        if self.related_field_id.model != self.model:
            self.related_field_id = False

    @api.constrains(
        "transition", "kind", "field_ids", "domain", "related_field_id", "related_domain"
    )
    def _check_condition(self):
        """A rule that cannot be judged is refused when it is saved."""
        for rule in self:
            records = self.env[rule.model]
            names = set(rule.field_ids.mapped("model")) | set(rule.related_field_id.mapped("model"))
            if names - {rule.model}:
                raise ValidationError(
                    self.env._("Rule %(rule)s uses fields of another model.", rule=rule.name)
                )
            rule._check_complete()
            try:
                rule._try_condition(records)
            except Exception as error:
                raise ValidationError(
                    self.env._(
                        "The condition of rule %(rule)s cannot be judged: %(error)s",
                        rule=rule.name,
                        error=error,
                    )
                ) from error

    def _check_complete(self):
        self.ensure_one()
        if self.kind == "fields" and not self.field_ids:
            raise ValidationError(
                self.env._("Choose the fields that rule %(rule)s requires.", rule=self.name)
            )
        if self.kind == "related" and not self.related_field_id:
            raise ValidationError(
                self.env._("Choose the related records of rule %(rule)s.", rule=self.name)
            )

    def _try_condition(self, records):
        """Judge one real record and an empty one, whatever the verdict."""
        condition = self._to_condition()
        records = records.sudo()  # the rule is tried, nothing is shown
        condition.check(records)
        with self.env.cr.savepoint():
            condition.judge(records.search([], limit=1))
            if self.kind != "related":
                condition.judge(records.new({}))

    @api.constrains("help_action", "transition")
    def _check_help_action(self):
        for rule in self.filtered("help_action"):
            method = getattr(type(self.env[rule.model]), rule.help_action, None)
            if not rule.help_action.startswith(HELP_PREFIXES) or not callable(method):
                raise ValidationError(
                    self.env._(
                        "%(name)s is not an action of that record. Leave the helping action "
                        "of rule %(rule)s empty or name an existing one.",
                        name=rule.help_action,
                        rule=rule.name,
                    )
                )

    def _get_key(self):
        """Where the rule stands guard, in the words of ``_gate_keys``."""
        self.ensure_one()
        return f"stage:{self.stage_id.id}" if self.transition == "stage" else self.transition

    def _to_condition(self):
        self.ensure_one()
        return GateCondition(
            rule_id=self.id,
            key=self._get_key(),
            company_id=self.company_id.id,
            team_ids=frozenset(self.team_ids.ids),
            kind=self.kind,
            field_names=tuple(self.field_ids.mapped("name")),
            domain=self.domain or "[]",
            related_field=self.related_field_id.name,
            related_domain=self.related_domain or "[]",
            while_staying=self.while_staying and self.kind != "related",
            covers_later_stages=self.covers_later_stages,
        )

    @api.model
    @tools.ormcache("model_name")
    def _get_conditions(self, model_name):
        """Active rules on a model, of all companies, as data; no query once cached."""
        transitions = [
            transition
            for transition, name in self._transition_models().items()
            if name == model_name
        ]
        # everybody obeys the rules, also those of whom may not read them
        rules = self.sudo().with_context(active_test=True)
        domain = Domain("transition", "in", transitions)
        return tuple(rule._to_condition() for rule in rules.search(domain))
