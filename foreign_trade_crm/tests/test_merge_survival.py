from odoo.tests import tagged

from .merge_common import MergeCommon

#: columns where two customers in one row would break a rule, and who takes care of them
HANDLED = {("foreign_trade_sharer", "partner_id")}


@tagged("post_install", "-at_install")
class TestMergeSurvival(MergeCommon):
    """Whatever of the suite hangs on a customer is there after the merge of two."""

    def _merge(self):
        self.env.flush_all()
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge((self.buyer | self.twin).ids, self.twin)
        self.env.invalidate_all()

    def _partner_columns(self):
        """(model, field) of every stored link of the suite to a customer or contact."""
        return [
            (name, field)
            for name, model in self.env.registry.items()
            if name.startswith("foreign.trade.") and model._auto and not model._transient
            for field in model._fields.values()
            if field.type == "many2one" and field.comodel_name == "res.partner" and field.store
        ]

    def test_no_link_is_deleted_for_a_constraint(self):
        """Core deletes rows whose unique key collides: none of ours may have one unguarded."""
        wizard = self.env["base.partner.merge.automatic.wizard"]
        links = self._partner_columns()
        self.assertGreater(len(links), 5)
        for name, field in links:
            table = self.env[name]._table
            if (table, field.name) not in HANDLED:
                guarded = wizard._has_check_or_unique_constraint(table, field.name)
                self.assertFalse(guarded, f"{name}.{field.name}")

    def test_frozen_versions(self):
        order = self._create_order()
        order._freeze_version()
        version = order.quotation_version_ids
        self.assertEqual(len(version), 1)
        self._merge()
        self.assertEqual(version.exists(), version)
        self.assertEqual(order.partner_id, self.twin)
        links = [f for name, f in self._partner_columns() if name == version._name]
        for field in links:
            self.assertIn(self.twin, version[field.name] | self.contact | self.twin)
            self.assertNotEqual(version[field.name], self.buyer)

    def test_records_linked_by_model_and_id(self):
        linking = self.env["base.partner.merge.automatic.wizard"]._get_linking_models()
        self.assertIn("foreign.trade.gate.override", linking)
        override = self.env["foreign.trade.gate.override"].create(
            {
                "res_model": "res.partner",
                "res_id": self.buyer.id,
                "reason": "Old customer",
                "user_id": self.manager.id,
            }
        )
        self._merge()
        self.assertEqual(override.res_id, self.twin.id)

    def test_owner_is_kept(self):
        """Core's merge loses a computed field that people fill in."""
        self.twin.user_id = False
        self.buyer.user_id = self.rep
        self._merge()
        self.assertEqual(self.twin.user_id, self.rep)

    def test_leads_contacts_and_orders(self):
        deal = self._create_lead(partner_id=self.contact.id)
        order = self._create_order()
        self._merge()
        self.assertEqual(self.contact.parent_id, self.twin)
        self.assertEqual(deal.partner_id.commercial_partner_id, self.twin)
        self.assertEqual(order.partner_id, self.twin)
