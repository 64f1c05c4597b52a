"""One rule of a gate as plain, cacheable data, and how it is judged."""

import logging
from functools import lru_cache, partial
from typing import NamedTuple

from odoo.exceptions import MissingError
from odoo.fields import Date, Domain
from odoo.tools import is_html_empty
from odoo.tools.safe_eval import datetime, safe_eval

_logger = logging.getLogger(__name__)


class GateCondition(NamedTuple):
    """What ``foreign.trade.gate.rule`` says, without a record, so that it can be cached."""

    rule_id: int
    key: str
    company_id: int
    team_ids: frozenset
    kind: str
    field_names: tuple
    domain: str
    related_field: str
    related_domain: str
    while_staying: bool
    covers_later_stages: bool
    amount_min: float = 0.0
    amount_max: float = 0.0
    currency_id: int = 0

    def applies_to(self, company_id, team_id):
        """Whether the rule speaks about records of that company and team."""
        return (not self.company_id or self.company_id == company_id) and (
            not self.team_ids or team_id in self.team_ids
        )

    def includes_amount(self, amount):
        """Whether the rule speaks about records worth that much, in its own currency.

        :param amount: None where nobody knows; then it does, so that nothing slips through
        """
        if amount is None:
            return True
        return amount >= self.amount_min and not (self.amount_max and amount >= self.amount_max)

    def guarded_ids(self, keys_by_id):
        """Ids whose keys the rule guards, out of ``{id: (keys, keys of stages passed)}``."""
        if self.kind == "visit":  # entering the stage is what the rule wants
            return {rid for rid, (_keys, passed) in keys_by_id.items() if self.key in passed}
        return {
            record_id
            for record_id, (keys, passed) in keys_by_id.items()
            if self.key in keys or (self.covers_later_stages and self.key in passed)
        }

    def unmet_ids(self, records):
        """Ids of ``records`` that fail. A rule that cannot be judged never locks anybody.

        :param records: with the rights and the company that judge them, one batch
        """
        try:
            return self.judge(records)
        except Exception:
            _logger.exception(
                "Gate rule %s of %s cannot be judged and is passed over",
                self.rule_id,
                records._name,
            )
            return set()

    def judge(self, records):
        """As ``unmet_ids``, but lets the error of a broken rule through."""
        if self.kind == "fields":
            return {record.id for record in records if self.missing_fields(record)}
        if self.kind == "related":
            return self._judge_related(records)
        if self.kind == "visit":
            return set(records.ids)
        domain = self.parse(self.domain, records)
        failing = records - records.filtered_domain(domain)
        if failing:
            check_satisfiable(domain, records)
        return set(failing.ids)

    def check(self, model):
        """Raise what keeps the rule from being judged, or from being met by anybody.

        :param model: of the guarded records; nothing of theirs is read
        """
        if self.kind == "fields":
            for name in self.field_names:
                model._fields[name]
        elif self.kind in ("domain", "related"):
            related = self.kind == "related"
            model = model[self.related_field] if related else model
            domain = self.parse(self.related_domain if related else self.domain, model)
            domain.validate(model)
            check_satisfiable(domain, model)

    def missing_fields(self, record):
        """Names of the rule's fields that are empty on ``record``."""
        return [name for name in self.field_names if not is_filled(record, name)]

    def failing_fields(self, record):
        """Names of the fields that a domain looks at and that do not satisfy it, in its order."""
        if self.kind != "domain":
            return []
        try:
            parts = list(self.parse(self.domain, record).iter_conditions())
            failing = [part for part in parts if not record.filtered_domain(part)]
        except Exception:  # a rule that broke since it was saved offers no inputs
            return []
        return list(dict.fromkeys(part.field_expr.partition(".")[0] for part in failing))

    def watched_fields(self, model):
        """Fields of ``model`` whose change may alter the verdict."""
        limited = self.amount_min or self.amount_max
        watched = set(model._gate_amount_fields) if limited else set()
        if self.kind == "fields":
            watched |= set(self.field_names)
        elif self.kind == "domain":
            watched |= _fields_of(self.domain, model.env.uid)
        return watched

    def _judge_related(self, records):
        """One search for the whole batch, with a savepoint so that a broken rule harms nobody."""
        domain = self.parse(self.related_domain, records)
        comodel, wanted = records[self.related_field], domain
        if "company_id" in comodel._fields:
            domain &= Domain("company_id", "in", [False, records.env.company.id])
        with records.env.cr.savepoint(flush=True):
            met = records.with_context(active_test=False).search(
                Domain("id", "in", records.ids) & Domain(self.related_field, "any", domain)
            )
        failing = set(records.ids) - set(met.ids)
        if failing:
            check_satisfiable(wanted, comodel)
        return failing

    @staticmethod
    def parse(text, records):
        """The domain a manager wrote, with the few names such a domain may use."""
        today = partial(Date.context_today, records)
        names = {"uid": records.env.uid, "context_today": today, "datetime": datetime}
        return Domain(safe_eval(text or "[]", names))


def check_satisfiable(domain, model):
    """Refuse a condition that wants records of which none is left: nobody could ever meet it.

    :raises MissingError: for such a condition
    """
    if not domain.is_false() and _without_gone(domain, model).is_false():
        raise MissingError(model.env._("It asks for a record that was deleted."))


def _without_gone(domain, model):
    """The domain with FALSE in place of each condition that only deleted records would meet."""
    return domain.map_conditions(lambda part: _none_if_gone(part, model))


def _none_if_gone(part, model):
    for name in part.field_expr.split("."):
        field = model._fields.get(name)
        if name != "id":
            if not field or not field.comodel_name:
                return part
            model = model.env[field.comodel_name]
    if part.operator == "any":
        return Domain.FALSE if _without_gone(Domain(part.value), model).is_false() else part
    if part.operator not in ("=", "in", "child_of", "parent_of"):
        return part
    wanted = [part.value] if isinstance(part.value, int) else part.value
    if not isinstance(wanted, (list, tuple, set, frozenset)) or not wanted:
        return part
    if any(type(one) is not int for one in wanted):  # by name, or none at all
        return part
    return part if model.browse(wanted).exists() else Domain.FALSE


@lru_cache(maxsize=1024)
def _fields_of(text, uid):
    """Names of the fields that a domain looks at: asked at each edit, on whatever day."""
    names = {"uid": uid, "context_today": Date.today, "datetime": datetime}
    try:
        conditions = list(Domain(safe_eval(text or "[]", names)).iter_conditions())
    except Exception:  # a rule that broke since it was saved watches nothing
        return frozenset()
    return frozenset(condition.field_expr.partition(".")[0] for condition in conditions)


def is_filled(record, name):
    """Whether a person would say that the field is filled in; zero and blanks are not."""
    value = record[name]
    if isinstance(value, str):
        if record._fields[name].type == "html":
            return not is_html_empty(value)
        return bool(value.strip())
    return bool(value)
