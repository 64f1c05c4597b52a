from odoo.tests import tagged

from .gate_common import GateCommon


@tagged("post_install", "-at_install")
class TestGateQueries(GateCommon):
    """Without rules a gate costs nothing; with rules it does not grow with the batch."""

    def _create_deals(self, count):
        values = {
            "type": "opportunity",
            "team_id": self.team.id,
            "user_id": self.rep.id,
            "function": "Buyer",
            "expected_revenue": 100,
            "partner_id": self.buyer.id,
        }
        leads = self.env["crm.lead"].with_user(self.rep)
        deals = leads.create([{**values, "name": f"Deal {n}"} for n in range(count)])
        self.env.flush_all()
        return deals

    def _count_queries(self, action):
        """Queries of an action on cold records and warm caches of rules."""
        self.env["foreign.trade.gate.rule"]._get_conditions("crm.lead")
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        action()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _create_five_rules(self):
        self._create_rule(self.quoted, ["function"])
        self._create_rule(self.quoted, ["partner_id", "country_id"])
        self._create_rule(self.quoted, domain="[('partner_id.is_company', '=', True)]")
        self._create_rule(self.quoted, domain="[('expected_revenue', '>', 0)]")
        self._create_rule(
            self.quoted,
            kind="related",
            related_field_id=self.env["ir.model.fields"]._get("crm.lead", "tag_ids").id,
        )

    def _move(self, deals):
        return self._count_queries(lambda: deals.write({"stage_id": self.quoted.id}))

    def test_no_rule_no_query(self):
        deal = self._create_deals(1)
        self.env["foreign.trade.gate.rule"]._get_conditions("crm.lead")
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        self.assertFalse(deal._gate_conditions())
        self.assertFalse(deal.gate_checklist)
        self.assertEqual(self.env.cr.sql_log_count, before)

    def test_check_does_not_grow_with_the_batch(self):
        self._create_five_rules()
        tag = self.env["crm.tag"].create({"name": "Spring"})
        counts = []
        for size in (20, 20, 500):  # the first fills the caches of rules and rights
            deals = self._create_deals(size)
            deals.tag_ids = tag
            deals.sudo().stage_id = self.quoted
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            entry = {record_id: {"convert"} for record_id in deals.ids}
            self.assertFalse(deals._gate_unmet_on_entry(entry))
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
        self.assertLessEqual(counts[2], 10)

    def test_the_notes_of_a_move_cost_what_odoo_takes(self):
        """Odoo itself writes the note of each moved deal in eight queries."""
        counts = []
        for size in (10, 10, 30):
            deals = self._create_deals(size)
            self.env.cr.flush()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            deals.write({"stage_id": self.quoted.id})
            self.env.cr.flush()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[2] - counts[1], 8 * 20)

    def test_single_move_costs_few(self):
        deal = self._create_deals(1)
        deal.tag_ids = self.env["crm.tag"].create({"name": "Spring"})
        plain = self._warm_move(deal)
        self._create_five_rules()
        self.assertLessEqual(self._warm_move(deal) - plain, 10)

    def _warm_move(self, deal):
        """The second of two moves: rules changed in between clear every cache."""
        for _index in range(2):
            deal.stage_id = self.new
            queries = self._move(deal)
        return queries
