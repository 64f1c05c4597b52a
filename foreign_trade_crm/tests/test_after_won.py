from datetime import date

from odoo.tests import tagged

from .quotes_common import ReceiptsCommon


@tagged("post_install", "-at_install")
class TestAfterWon(ReceiptsCommon):
    """What comes after winning shows on the deal, from the milestones of its orders."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deal = cls._create_lead(partner_id=cls.buyer.id)

    def _steps(self, user=None):
        self.env.invalidate_all()
        [order] = self.deal.with_user(user or self.rep).after_won
        return {step["code"]: step for step in order["steps"]}

    def _win(self):
        contract = self._countersigned(opportunity_id=self.deal.id)
        self._receive(contract, 600)
        return contract

    def test_nothing_before_it_is_won(self):
        self._create_quotation(opportunity_id=self.deal.id)
        self.assertFalse(self.deal.after_won)
        self.assertFalse(self.deal.after_won_phase)

    def test_deposit_production_shipping_collection_repeat(self):
        contract = self._win()
        self.assertEqual(self.deal.won_status, "won")
        steps = self._steps()
        self.assertEqual(
            [(code, step["state"]) for code, step in steps.items()],
            [
                ("deposit", "done"),
                ("production", "done"),
                ("shipping", "now"),
                ("collection", "ahead"),
                ("repeat", "ahead"),
            ],
        )
        self.assertIn("600", steps["deposit"]["detail"])
        self.assertEqual(self.deal.after_won_phase, "shipping")
        contract._set_payment_event("bl_copy", actual="2026-01-02")
        self.assertEqual(self._steps()["collection"]["state"], "late")
        order = contract.order_id
        order.picking_ids.move_ids.write({"quantity": 100, "picked": True})
        order.picking_ids.button_validate()
        self._receive(contract, 1400)
        steps = self._steps()
        self.assertEqual(steps["shipping"]["state"], "done")
        self.assertEqual(steps["collection"]["state"], "done")
        self.assertEqual((steps["repeat"]["state"], self.deal.after_won_phase), ("now", "repeat"))
        self._create_lead(repeat_order_id=order.id, name="Again")
        self.assertEqual(self._steps()["repeat"]["detail"], "Again")
        self.assertFalse(self.deal.after_won_phase)

    def test_days_are_those_of_the_reader(self):
        """After midnight in China, which is not yet midnight in UTC."""
        self.rep.tz = "Asia/Shanghai"
        again = self._create_lead(repeat_order_id=self._win().order_id.id)
        draft = self._create_contract()
        self.env.flush_all()
        for record in (again, draft):
            update = f"UPDATE {record._table} SET create_date = %s WHERE id = %s"
            self.env.cr.execute(update, ["2026-03-11 17:00:00", record.id])
        self.assertEqual(self._steps()["repeat"]["date"], "2026-03-12")
        self.assertEqual(draft.with_user(self.rep)._document_date(), date(2026, 3, 12))

    def test_steps_open_what_they_are_about(self):
        order = self._win().order_id.with_user(self.rep)
        for code, model in (
            ("deposit", "foreign.trade.contract"),
            ("collection", "foreign.trade.contract"),
            ("shipping", "stock.picking"),
            ("repeat", "crm.lead"),
            ("order", "sale.order"),
            ("_unlink", "sale.order"),
        ):
            self.assertEqual(order.action_open_progress(code)["res_model"], model, code)

    def test_goods_are_to_be_shipped_before_there_is_a_delivery(self):
        """Production is held: nothing was procured. A service is never shipped."""
        self.deal.action_set_won()
        order = self._create_quotation(opportunity_id=self.deal.id)
        order.sudo().state = "sale"
        self.assertFalse(order.picking_ids)
        self.assertEqual(self._steps()["shipping"]["state"], "now")
        action = order.with_user(self.rep).action_open_progress("shipping")
        self.assertEqual(action["res_model"], "sale.order")
        self.product.type = "service"
        self.assertNotIn("shipping", self._steps())

    def test_readers_see_the_orders_that_they_may_read(self):
        order = self._win().order_id
        for user in (self.clerk, self.finance, self.manager):
            self.assertIn("shipping", self._steps(user))
        order.user_id = self.rep2
        self.env.invalidate_all()
        self.assertFalse(self.deal.with_user(self.rep).after_won)

    def test_a_page_costs_no_query_more_for_each_deal(self):
        deals = self.deal
        for _number in range(4):
            deals |= self._create_lead(partner_id=self.buyer.id)
        for deal in deals:
            self._create_contract(opportunity_id=deal.id).order_id.action_confirm()
        deals.stage_id = self.won_stage
        self.env.flush_all()

        def cost(records):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            records.mapped("after_won")
            return self.cr.sql_log_count - before

        cost(deals)
        self.assertLessEqual(cost(deals) - cost(deals[:2]), 1)
        self.assertLessEqual(cost(self._create_lead()), 3)
