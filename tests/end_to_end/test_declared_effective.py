from .chain_case import ChainCase

CONTRACT = "foreign.trade.contract"


class TestDeclaredEffective(ChainCase):
    """Step 8 of the chain: the manager does not wait for the deposit, procurement does."""

    def test_01_countersigned_without_a_deposit(self):
        cls = type(self)
        cls.lead, partner = self.opportunity("Elbe Garden")
        cls.order = self.quote(self.lead, partner, currency="USD", quantity=600, price=21)
        cls.contract = self.proforma(self.send(self.order))
        self.countersign(self.contract, "EG-4711")
        self.assertEqual(self.rep[CONTRACT].get(self.contract, "state"), "countersigned")
        with self.gated("Contract is effective"):
            self.rep["sale.order"].action_confirm([self.order])

    def test_02_only_a_manager_declares_it_effective_and_says_why(self):
        for session in (self.rep, self.clerk):
            with self.refused("UserError", "sales manager"):
                session[CONTRACT].action_declare_effective([self.contract], "They are friends")
        dialog = self.manager[CONTRACT].action_declare_effective([self.contract])
        self.assertEqual(dialog["res_model"], "foreign.trade.contract.effective")
        wizard = self.manager[dialog["res_model"]].make(
            reason="Repeat customer; the deposit is under way", context=dialog["context"]
        )
        self.manager[dialog["res_model"]].action_confirm([wizard])
        contract = self.rep[CONTRACT].get(
            self.contract, "state", "effective_override_reason", "effective_override_user_id"
        )
        self.assertEqual(contract["state"], "effective")
        self.assertIn("Repeat customer", contract["effective_override_reason"])
        self.assertEqual(contract["effective_override_user_id"][0], self.exporter.uid["manager"])

    def test_03_order_is_confirmed_and_procurement_held(self):
        self.assertEqual(self.rep["crm.lead"].get(self.lead, "won_status"), "won")
        order = self.rep["sale.order"].get(
            self.order, "state", "production_state", "picking_ids", "deposit_settled"
        )
        self.assertEqual((order["state"], order["production_state"]), ("sale", "held"))
        self.assertEqual(order["picking_ids"], [])
        self.assertFalse(order["deposit_settled"])

    def test_04_nothing_opens_production_before_the_deposit(self):
        for session in (self.rep, self.clerk):
            with self.assertRaises(Exception) as caught:
                session["sale.order"].action_start_production([self.order])
            self.assertIn(caught.exception.kind, ("UserError", "GateError", "AccessError"))
        with self.gated("Deposit is in"):
            self.manager["sale.order"].action_start_production([self.order])
        line = self.rep["sale.order"].get(self.order, "order_line")[0]
        price = self.rep["sale.order.line"].get(line, "price_unit")
        self.rep["sale.order.line"].write([line], {"product_uom_qty": 610})
        # Odoo prices another quantity anew; at another price the approval would be asked for
        agreed = {"product_uom_qty": 600, "price_unit": price}
        self.rep["sale.order.line"].write([line], agreed)
        self.assertEqual(self.rep["sale.order"].get(self.order, "picking_ids"), [])
        with self.refused("UserError", "held"):
            self.clerk["sale.order"].action_create_shipment([self.order])

    def test_05_production_opens_on_the_deposit(self):
        self.receive(self.contract)
        order = self.rep["sale.order"].get(
            self.order, "production_state", "picking_ids", "deposit_settled", "trade_paid_amount"
        )
        self.assertEqual(order["production_state"], "started")
        self.assertTrue(order["deposit_settled"])
        self.assertEqual(order["trade_paid_amount"], 3780)
        self.assertEqual(len(order["picking_ids"]), 1)
        [move] = self.clerk["stock.move"].find(
            [("picking_id", "in", order["picking_ids"])], "product_uom_qty"
        )
        self.assertEqual(move["product_uom_qty"], 600)
        shipment = self.clerk["sale.order"].action_create_shipment([self.order])
        self.assertEqual(shipment["res_model"], "foreign.trade.shipment")
