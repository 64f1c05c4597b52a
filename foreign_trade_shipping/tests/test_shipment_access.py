from odoo.exceptions import AccessError

from .common import ShippingCommon


class TestShipmentAccess(ShippingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._create_confirmed_order()
        cls.shipment = cls._create_shipment(cls.order)
        cls.container = cls._add_container(cls.shipment)
        cls.parts = (
            cls.shipment,
            cls.shipment.line_ids,
            cls.shipment.milestone_ids[0],
            cls.container,
        )

    def _visible_to(self, user, record):
        records = record.with_user(user).with_context(allowed_company_ids=user.company_ids.ids)
        return records.search([("id", "in", record.ids)])

    def _assert_read_only(self, user):
        for record in self.parts:
            self.assertTrue(self._visible_to(user, record).read(), record)
            for operation in ("write", "unlink", "create"):
                self.assertFalse(record.with_user(user).has_access(operation), record)

    def test_rep_reads_shipments_of_own_orders_and_writes_none(self):
        self._assert_read_only(self.rep)
        with self.assertRaises(AccessError):
            self._create_confirmed_order().with_user(self.rep).action_create_shipment()
        with self.assertRaises(AccessError):
            self.shipment.with_user(self.rep).action_bill_release()
        with self.assertRaises(AccessError):
            self._milestone(self.shipment, "on_board").with_user(self.rep).action_done_today()

    def test_rep_sees_nothing_of_a_colleagues_order(self):
        for record in self.parts:
            self.assertFalse(self._visible_to(self.rep2, record), record)
            with self.assertRaises(AccessError):
                record.with_user(self.rep2).read(["display_name"])

    def test_finance_reads_everything_and_writes_nothing(self):
        self._assert_read_only(self.finance)

    def test_clerk_and_manager_write(self):
        for user in (self.clerk, self.manager):
            for record in self.parts:
                for operation in ("read", "write", "create", "unlink"):
                    self.assertTrue(record.with_user(user).has_access(operation), record)

    def test_clerk_changes_no_master_data(self):
        self.assertFalse(self.box_type.with_user(self.clerk).has_access("write"))
        template = self.env.ref("foreign_trade_shipping.milestone_template_sea")
        self.assertFalse(template.with_user(self.clerk).has_access("write"))
        self.assertTrue(template.with_user(self.manager).has_access("write"))

    def test_outsiders_see_nothing(self):
        for name, groups in (("plain", ""), ("stock", "stock.group_stock_user")):
            user = self._create_user(name, groups)
            for record in self.parts:
                with self.assertRaises(AccessError):
                    record.with_user(user).read(["display_name"])

    def test_plain_salesman_and_stock_user_still_work(self):
        salesman = self._create_user("salesman", "sales_team.group_sale_salesman_all_leads")
        self.assertTrue(self.order.with_user(salesman).read())
        order = self._create_order(user=salesman)
        order.action_confirm()
        stock_user = self._create_user("warehouse", "stock.group_stock_user")
        picking = order.picking_ids.with_user(stock_user)
        self.assertTrue(picking.read(["name", "foreign_trade_shipment_id"]))

    def test_another_companys_shipments_stay_hidden(self):
        other = self.env["res.company"].create({"name": "Other Exporter"})
        for group in ("sales_representative", "clerk", "finance", "sales_manager"):
            user = self._create_user(
                f"other_{group}", f"foreign_trade_crm.group_{group}", company=other
            )
            for record in self.parts:
                self.assertFalse(self._visible_to(user, record), (group, record))
