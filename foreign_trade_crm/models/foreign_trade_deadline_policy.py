import logging
from ast import literal_eval
from datetime import timedelta
from functools import lru_cache

from pytz import timezone

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import ormcache

from ..tools.deadline_clock import ElapsedClock, WorkingHoursClock

_logger = logging.getLogger(__name__)


class ForeignTradeDeadlinePolicy(models.Model):
    """Within how many hours something must happen, and who hears of it otherwise.

    A module adds a deadline with ``selection_add`` on :attr:`code` and an entry in
    :meth:`_code_models`; the adopter calls ``_deadline_start`` and ``_deadline_stop``.
    """

    _name = "foreign.trade.deadline.policy"
    _inherit = ["foreign.trade.cached.mixin"]
    _description = "Deadline Policy"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10, help="The first policy that fits a record counts.")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        default=lambda self: self.env.company,
        help="Leave empty for a policy of all companies.",
    )
    code = fields.Selection(
        [
            ("first_response", "First response to a lead"),
            ("unclaimed", "Somebody takes an unclaimed lead"),
            ("no_update", "Lead or deal is followed up"),
        ],
        string="Deadline",
        required=True,
        default="first_response",
    )
    model = fields.Char(compute="_compute_model")
    domain = fields.Char(
        string="Applies To",
        default="[]",
        required=True,
        help="Records on which the clock starts; read when they are created.",
    )
    clock = fields.Selection(
        [
            ("elapsed", "Elapsed hours, standing still on days off"),
            ("calendar", "Working hours of the calendar"),
        ],
        required=True,
        default="elapsed",
    )
    hours = fields.Float(required=True, default=24.0)
    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Working Calendar",
        help="Says which days and hours are worked; the company's calendar if left empty.",
    )
    warn_before = fields.Float(
        string="Warn Before (hours)",
        default=4.0,
        help="The person responsible gets an activity so many hours before it is due.",
    )
    escalate_to_leader = fields.Boolean(string="Tell the Team Leader", default=True)
    user_ids = fields.Many2many("res.users", string="Also Tell", domain=[("share", "=", False)])

    _hours_positive = models.Constraint(
        "CHECK(hours > 0 AND warn_before >= 0 AND warn_before <= hours)",
        "A deadline has more than 0 hours, and warns within them.",
    )

    @api.depends("code")
    def _compute_model(self):
        code_models = self._code_models()
        for policy in self:
            policy.model = code_models.get(policy.code)

    @api.constrains("code", "domain")
    def _check_domain(self):
        """Run the condition once: what cannot run is refused with the reason."""
        for policy in self:
            try:
                domain = _parse(policy.domain or "[]")
                self.env[policy.model].search(domain, limit=1)
            except Exception as error:
                raise ValidationError(
                    self.env._(
                        "The condition of “%(policy)s” cannot be used: %(reason)s",
                        policy=policy.name,
                        reason=error,
                    )
                ) from error

    @api.model
    def _code_models(self):
        """``{code: model that adopts foreign.trade.deadline.mixin}``"""
        return dict.fromkeys(("first_response", "unclaimed", "no_update"), "crm.lead")

    @api.model
    def _get_short_labels(self):
        """``{code: one or two words for the card}``"""
        return {
            "first_response": self.env._("Answer"),
            "unclaimed": self.env._("Claim"),
            "no_update": self.env._("Follow up"),
        }

    @api.model
    @ormcache()
    def _policy_ids_by_code(self):
        """Policies in use and archived, so that a database without any pays nothing.

        :return: ``({code: ids of active policies in order}, codes ever used)``
        """
        # sudo: everybody's records fall under the policies, few may read them
        policies = self.sudo().with_context(active_test=False).search(Domain.TRUE)
        ids_by_code = {}
        for policy in policies.filtered("active"):
            ids_by_code.setdefault(policy.code, []).append(policy.id)
        return ids_by_code, frozenset(policies.mapped("code"))

    @api.model
    def _get_policies(self, code):
        """Active policies of that deadline in order, as superuser."""
        ids_by_code = self._policy_ids_by_code()[0]
        # whoever asks for one deadline soon asks for the next: all are read together
        everything = [policy_id for ids in ids_by_code.values() for policy_id in ids]
        return self.sudo().browse(ids_by_code.get(code, ())).with_prefetch(everything)

    @api.model
    def _is_used(self, code=None):
        """Whether rows may exist: False as long as nobody ever wrote a policy.

        :param code: of one deadline or of several; default: of any
        """
        used = self._policy_ids_by_code()[1]
        if not code:
            return bool(used)
        return not used.isdisjoint((code,) if isinstance(code, str) else code)

    def _get_condition_fields(self):
        """Names of the fields at which the conditions of these policies look, in order.

        Of a path the first step: records that agree in it agree in all that follows.
        """
        names = set()
        for policy in self:
            conditions = policy._parse_condition()
            for condition in conditions.iter_conditions() if conditions is not None else ():
                names.add(condition.field_expr.partition(".")[0])
        return sorted(names)

    def _parse_condition(self):
        """The condition, or None where it is broken."""
        try:
            return _parse(self.domain)
        except Exception:  # a broken condition must never stop the work of others
            _logger.exception("Deadline policy %s cannot be evaluated", self.id)
            return None

    def _pick_for(self, record, company):
        """The first of these policies that fits a record, given as superuser."""
        for policy in self:
            if policy.company_id and policy.company_id != company:
                continue
            condition = policy._parse_condition()
            try:
                if condition is not None and record.filtered_domain(condition):
                    return policy
            except Exception:
                _logger.exception("Deadline policy %s cannot be evaluated", policy.id)
        return self.browse()

    def _get_clock(self, company):
        """The clock of this policy for a record of that company; reuse it for a batch."""
        self.ensure_one()
        calendar_id, zone = self._get_calendar_facts(company.id)
        calendar = self.env["resource.calendar"].sudo().browse(calendar_id or ())
        if self.clock == "calendar" and calendar:
            return WorkingHoursClock(
                lambda start, hours: calendar.plan_hours(hours, start, compute_leaves=True),
                lambda start, end: calendar.get_work_hours_count(start, end),
            )
        load_days = calendar._get_worked_days if calendar else _every_day
        return ElapsedClock(timezone(zone), load_days)

    @ormcache("self.id", "company_id")
    def _get_calendar_facts(self, company_id):
        """``(id of the calendar or False, name of its zone)`` of this policy in that company."""
        company = self.env["res.company"].sudo().browse(company_id)
        calendar = self.sudo().calendar_id or company.resource_calendar_id
        return calendar.id, calendar.tz or "UTC"


@lru_cache(maxsize=256)
def _parse(text):
    """A condition as :class:`Domain`; the same text means the same."""
    return Domain(literal_eval(text))


def _every_day(first, last):
    return {first + timedelta(days=offset) for offset in range((last - first).days + 1)}
