from datetime import timezone

from odoo import fields, models

#: types whose values cannot be compared by what they are: each record is judged by itself
UNHASHABLE = ("json", "properties", "properties_definition")


class ForeignTradeDeadlinePlan(models.AbstractModel):
    """Which clock begins on which records, and when it runs out."""

    _inherit = "foreign.trade.deadline.mixin"

    def _prepare_deadline_start(self, code, start=None, clocks=None):
        """Values of a row for each record to which a policy applies."""
        return [
            {**shared, "res_id": record_id}
            for shared, record_ids in self._plan_deadlines(code, start, clocks)
            for record_id in record_ids
        ]

    def _plan_deadlines(self, code, start=None, clocks=None):
        """``[(values of a row, ids of the records)]``; the first policy that fits counts.

        Records that are alike in what the policies look at are judged once.

        :param datetime start: naive UTC; default: now
        :param dict clocks: filled with what calendars were read for, to be used again
        """
        start = start or fields.Datetime.now()
        clocks = {} if clocks is None else clocks
        policies = self.env["foreign.trade.deadline.policy"]._get_policies(code)
        # a field that went with its module breaks one condition, not everybody's work
        names = [name for name in policies._get_condition_fields() if name in self._fields]
        # sudo: the condition may look at fields that the creating user does not see
        alike = self._filter_deadline(code).sudo().grouped(lambda r: r._deadline_alike(names))
        plans = []
        for (company_id, user_id, *_values), records in alike.items():
            company = self.env["res.company"].browse(company_id)
            user = self.env["res.users"].browse(user_id)
            policy = policies._pick_for(records[0], company)
            if policy:
                shared = self._prepare_deadline_values(policy, company, user, start, clocks)
                plans.append((shared, records.ids))
        return plans

    def _deadline_alike(self, names):
        """What decides on the clock of one record: company, responsible, watched fields."""
        values = (
            self[name] if self._fields[name].type not in UNHASHABLE else self.id for name in names
        )
        # by what identifies them: to compare records costs far more
        values = (one._ids if isinstance(one, models.BaseModel) else one for one in values)
        return (self._deadline_company().id, self._deadline_responsible().id, *values)

    def _filter_deadline(self, code):
        """Those of these records on which this clock may start at all; for adopters."""
        return self

    def _prepare_deadline_values(self, policy, company, user, start, clocks):
        """Values of a row but for its record; the clock is asked once for each company."""
        key = (policy.clock, policy.calendar_id, company)
        clock = clocks.get(key) or clocks.setdefault(key, policy._get_clock(company))
        aware = start.replace(tzinfo=timezone.utc)
        due_at, warn_at = (
            clock.due(aware, hours).astimezone(timezone.utc).replace(tzinfo=None)
            for hours in (policy.hours, policy.hours - policy.warn_before)
        )
        return {
            "policy_id": policy.id,
            "code": policy.code,
            "res_model": self._name,
            "company_id": company.id,
            "user_id": user.id,
            "started_at": start,
            "warn_at": warn_at,
            "due_at": due_at,
            "next_at": warn_at,
            "policy_hours": policy.hours,
        }
