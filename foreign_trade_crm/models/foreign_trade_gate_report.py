from collections import defaultdict

from odoo import api, models

from ..exceptions import GateError, visitor_message
from .foreign_trade_gate_mixin_override import OVERRIDE_GROUP

LISTED_RECORDS = 10
DETAILED_RECORDS = 50
NAMED_RECORDS = 500
NOT_TYPED = ("one2many", "binary", "json", "properties", "properties_definition", "reference")


class ForeignTradeGateMixin(models.AbstractModel):
    """How a gate tells people what is missing: the error, the dialog and the checklist."""

    _inherit = "foreign.trade.gate.mixin"

    def _gate_error(self, unmet, created=False):
        """The error that names every unmet condition of every record.

        :param dict unmet: ``{record.id: [conditions]}`` of the records in ``self``
        :param bool created: the records disappear with the transaction
        """
        if self.env.user.share:
            return GateError(visitor_message(self.env))
        failures = self[:DETAILED_RECORDS]._gate_failures(unmet)
        message = self._gate_message(failures, unmet)
        if created:
            failures = [{**failure, "record_id": False} for failure in failures]
        return GateError(
            message,
            {
                "model": self._name,
                "res_ids": [] if created else self.ids,
                "record_count": len(self),
                "failures": failures,
                "more": self[DETAILED_RECORDS:NAMED_RECORDS]._gate_names_by_rule(unmet),
                "fields": list(self._gate_fields),
                "may_override": self.env.user.has_group(OVERRIDE_GROUP),
            },
        )

    def _gate_failures(self, unmet):
        """One dict for each unmet condition of each record, as the web client reads it."""
        return [
            {
                "record_id": record.id,
                "record_name": record.display_name,
                **record._gate_describe(condition),
            }
            for record in self
            for condition in unmet[record.id]
        ]

    def _gate_describe(self, condition):
        """What one condition asks of one record."""
        rule = self._gate_rules([condition])
        names = self._gate_input_fields(condition)
        return {
            "rule_id": rule.id,
            "name": rule.name,
            "message": rule.message,
            "kind": rule.kind,
            "fields": names,
            "labels": [self._fields[name]._description_string(self.env) for name in names],
            "help_action": rule.help_action or self._gate_help_field(condition),
        }

    def _gate_input_fields(self, condition):
        """Fields that the user can fill in to meet the condition."""
        record = self.sudo()  # the rule may ask for any field
        if condition.kind == "fields":
            names = condition.missing_fields(record)
        elif condition.kind == "related" and not record[condition.related_field]:
            names = [condition.related_field]
        else:
            names = condition.failing_fields(record)
        return [name for name in names if self._gate_can_type(name)]

    def _gate_can_type(self, name):
        field = self._fields.get(name)
        return bool(
            field
            and not field.readonly
            and field.type not in NOT_TYPED
            and self._has_field_access(field, "write")
        )

    def _gate_names_by_rule(self, unmet):
        """``[{message, names}]``: what each rule asks for, and of which of many records."""
        names = defaultdict(list)
        for record in self:
            for condition in unmet[record.id]:
                names[condition].append(record.display_name)
        return [
            {"message": self._gate_rules([condition]).message, "names": found}
            for condition, found in names.items()
        ]

    def _gate_message(self, failures, unmet):
        """Plain text for doors without a dialog: import, RPC, log."""
        lines = []
        by_record = {}
        for failure in failures:
            by_record.setdefault(failure["record_id"], []).append(failure)
        for record_failures in list(by_record.values())[:LISTED_RECORDS]:
            lines.append(self._gate_message_title(record_failures[0]["record_name"]))
            lines += [self._gate_message_line(failure) for failure in record_failures]
        if len(self) > LISTED_RECORDS:
            count = len(self) - LISTED_RECORDS
            lines.append(self.env._("… and %(count)s more records:", count=count))
            lines += [
                self.env._(
                    "- %(message)s %(names)s", message=one["message"], names=", ".join(one["names"])
                )
                for one in self[LISTED_RECORDS:NAMED_RECORDS]._gate_names_by_rule(unmet)
            ]
        return "\n".join(lines)

    def _gate_message_title(self, record_name):
        return self.env._("%(record)s cannot go on:", record=record_name)

    @api.model
    def _gate_message_line(self, failure):
        if failure["kind"] == "fields" and failure["labels"]:
            return self.env._(
                "- %(message)s (missing: %(fields)s)",
                message=failure["message"],
                fields=", ".join(failure["labels"]),
            )
        return self.env._("- %(message)s", message=failure["message"])

    def _gate_override_bodies(self, values_by_id):
        """``{record.id: body}`` for ``_message_log_batch`` of adopters with a chatter."""
        return {
            record_id: self.env._(
                "Passed with the reason “%(reason)s” although this was unmet:\n%(rules)s",
                reason=values["reason"],
                rules=values["rule_names"],
            )
            for record_id, values in values_by_id.items()
        }

    def _gate_shown_keys(self):
        """As :meth:`_gate_keys`: where the checklist shows what no longer holds."""
        return self._gate_keys()

    @api.depends(lambda self: self._gate_fields)
    def _compute_gate_checklist(self):
        """Conditions of the next transition, met or not, judged on what is saved."""
        conditions = self._gate_conditions()
        saved = self._origin
        if not conditions or not saved:
            self.gate_checklist = False
            return
        ahead = saved._gate_next_keys()
        passed = {rid: saved._gate_passed_keys(key) for rid, (key, _title) in ahead.items()}
        here = saved._gate_shown_keys()
        wanted = {
            condition: {
                record_id
                for record_id in saved.ids
                if condition.key in passed.get(record_id, ()) or condition.key in here[record_id]
            }
            for condition in conditions
            if condition.kind != "visit"  # asks for nothing but to come here
        }
        unmet = saved._gate_unmet(wanted)
        for record in self:
            origin = record._origin
            title = ahead.get(origin.id, (None, ""))[1]
            keys = passed.get(origin.id, set())
            shown = origin._gate_checklist_items(conditions, unmet.get(origin.id, []), keys)
            if not any(item["ahead"] for item in shown):
                title = self.env._("Still open here")
            record.gate_checklist = {"title": title, "items": shown} if shown else False

    @api.model
    def _gate_passed_keys(self, key):
        """What a record passes with the transition that comes next, that one among it."""
        return {key}

    def _gate_checklist_items(self, conditions, unmet, next_keys):
        """Conditions of the next transition, and those here that no longer hold."""
        if not self:
            return []
        company = self.sudo()._gate_company()  # the company's rules, whoever reads
        team = self.sudo()._gate_team()
        return [
            {
                **self._gate_describe(condition),
                "met": condition not in unmet,
                "ahead": condition.key in next_keys,
            }
            for condition in conditions
            if condition.applies_to(company.id, team.id)
            and (condition.key in next_keys or condition in unmet)
            and condition.kind != "visit"
            and self.sudo()._gate_of_amount(condition)
        ]
