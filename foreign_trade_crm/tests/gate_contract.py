from odoo.exceptions import UserError

from ..exceptions import GateError


class GateContract:
    """What every adopter of ``foreign.trade.gate.mixin`` owes; mixed into its tests.

    The adopter's test class provides ``gate_transition`` (code), ``gate_values`` (rule
    values, for instance the stage), ``gate_field`` (name of an empty, writable char field),
    and the methods ``_gate_record()`` (a new record before the transition, as the user who
    does that work) and ``_gate_enter(records)`` (the transition, through a plain write).
    """

    allow_inherited_tests_method = True  # Odoo leaves inherited tests out otherwise

    gate_transition = None
    gate_field = None

    def _gate_rule_values(self):
        return {}

    def _gate_record(self):
        raise NotImplementedError

    def _gate_enter(self, records):
        raise NotImplementedError

    def _create_contract_rule(self, **values):
        model = self.env["foreign.trade.gate.rule"]._transition_models()[self.gate_transition]
        field = self.env["ir.model.fields"]._get(model, self.gate_field)
        return self.env["foreign.trade.gate.rule"].create(
            {
                "name": "Contract rule",
                "transition": self.gate_transition,
                "kind": "fields",
                "field_ids": [(6, 0, field.ids)],
                "message": "Fill it in.",
                "company_id": self.company.id,
                **self._gate_rule_values(),
                **values,
            }
        )

    def test_contract_entering_is_refused_until_the_condition_holds(self):
        rule = self._create_contract_rule()
        record = self._gate_record()
        with self.assertRaises(GateError) as caught, self.cr.savepoint():
            self._gate_enter(record)
        failure = caught.exception.context["failures"][0]
        self.assertEqual(failure["rule_id"], rule.id)
        self.assertEqual(failure["record_id"], record.id)
        self.assertEqual(failure["fields"], [self.gate_field])
        record.invalidate_recordset()
        record[self.gate_field] = "filled in"
        self._gate_enter(record)
        self.assertIn(rule._get_key(), record._gate_keys()[record.id])

    def test_contract_all_records_are_reported_at_once(self):
        self._create_contract_rule()
        records = self._gate_record() | self._gate_record()
        with self.assertRaises(GateError) as caught, self.cr.savepoint():
            self._gate_enter(records)
        refused = {failure["record_id"] for failure in caught.exception.context["failures"]}
        self.assertEqual(refused, set(records.ids))

    def test_contract_other_company_is_not_asked(self):
        other = self.env["res.company"].create({"name": "Another exporter"})
        self._create_contract_rule(company_id=other.id)
        record = self._gate_record()
        self._gate_enter(record)
        self.assertTrue(record._gate_keys()[record.id])

    def test_contract_override_needs_group_and_reason(self):
        rule = self._create_contract_rule()
        record = self._gate_record()
        with self.assertRaises(UserError), self.cr.savepoint():
            record.gate_override_reason = "I want it"
            self._gate_enter(record)
        record.invalidate_recordset()
        entitled = record.with_user(self.manager)
        with self.assertRaises(GateError), self.cr.savepoint():
            self._gate_enter(entitled)
        self._gate_enter_with_reason(entitled, "History of the old system")
        kept = self.env["foreign.trade.gate.override"].search(
            [("res_model", "=", record._name), ("res_id", "=", record.id)]
        )
        self.assertEqual(kept.reason, "History of the old system")
        self.assertEqual(kept.rule_ids, rule)
        self.assertEqual(kept.user_id, self.manager)

    def _gate_enter_with_reason(self, records, reason):
        raise NotImplementedError

    def test_contract_checklist_names_the_open_condition(self):
        rule = self._create_contract_rule()
        record = self._gate_record()
        items = {item["rule_id"]: item for item in record.gate_checklist["items"]}
        self.assertFalse(items[rule.id]["met"])
        record[self.gate_field] = "filled in"
        record.invalidate_recordset()
        items = {item["rule_id"]: item for item in record.gate_checklist["items"]}
        self.assertTrue(items[rule.id]["met"])
