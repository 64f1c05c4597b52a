from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .quotes_common import ReceiptsCommon


@tagged("post_install", "-at_install")
class TestExchange(ReceiptsCommon):
    """2,000 USD quoted at 7.20, ordered at 7.10, received at 7.00 and 7.30."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.currency.rate"].create(
            [
                {
                    "name": day,
                    "currency_id": cls.usd.id,
                    "company_id": cls.company.id,
                    "inverse_company_rate": rate,
                }
                for day, rate in (
                    ("2026-10-10", 7.1),
                    ("2026-10-20", 7.0),
                    ("2026-11-10", 7.3),
                    ("2026-11-15", 7.25),
                )
            ]
        )

    def _deal(self):
        with freeze_time("2026-10-01 04:00:00"):
            contract = self._create_contract(validity_date="2026-12-31")
            contract.action_issue()
            contract.buyer_po_number = "PO-1"
            contract.action_countersign()
        with freeze_time("2026-10-20 04:00:00"):
            self._receive(contract, 600, payment_date="2026-10-20")
        return contract

    def test_rates_are_kept_apart(self):
        order = self._deal().order_id
        self.assertAlmostEqual(order.quotation_rate, 7.2, 6)
        self.assertAlmostEqual(order.order_rate, 7.0, 6, "the deposit confirmed it")
        self.assertEqual(str(order.order_rate_date), "2026-10-20")
        self.assertEqual(order.trade_paid_home_amount, 4200)
        self.assertAlmostEqual(order.receipt_rate, 7, 6)

    @freeze_time("2026-11-12 04:00:00")
    def test_exchange_and_price_apart(self):
        contract = self._deal()
        order = contract.order_id
        self.assertEqual(order.exchange_gain, -120, "600 at 7.00 instead of 7.20")
        self.assertEqual(order.open_exchange_gain, 140, "1,400 at 7.30 instead of 7.20")
        self.assertEqual((order.price_gain, order.charges_gain), (0, 0))
        payment = self._receive(contract, 1380, payment_date="2026-11-12")
        self.assertEqual(contract.payment_state, "paid")
        self.assertEqual(order.exchange_gain, 18, "-120 and 1,380 at 7.30 instead of 7.20")
        self.assertEqual(order.charges_gain, -144, "20 USD kept by banks")
        self.assertEqual(order.open_exchange_gain, 0)
        payment.with_user(self.finance).foreign_trade_rate = 7.2
        self.assertEqual(order.exchange_gain, -120, "the rate the bank gave")
        order.order_line.price_unit = 19
        self.assertEqual(order.price_gain, -720, "100 USD less than was accepted")

    @freeze_time("2026-11-16 04:00:00")
    def test_invoices_paid_without_the_contract(self):
        contract = self._deal()
        order = contract.order_id
        order.order_line.qty_delivered = 100
        invoice = order.with_user(self.finance)._create_invoices()
        invoice.action_post()
        self.env["account.payment.register"].with_user(self.finance).with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create(
            {
                "amount": 1400,
                "currency_id": self.usd.id,
                "journal_id": self.bank.id,
                "payment_date": "2026-11-15",
            }
        )._create_payments()
        self.assertEqual(contract.paid_amount, 2000)
        self.assertEqual(order.trade_paid_home_amount, 4200 + 1400 * 7.25)

    def test_ladder(self):
        order = self._deal().order_id.with_user(self.rep)
        names = [step["name"] for step in order.exchange_ladder]
        self.assertEqual(names, ["Quotation", "Order", "Receipt"])
        gains = [step["gain"] for step in order.exchange_ladder]
        self.assertEqual(gains, [0, -120, 0])

    def test_nobody_writes_them(self):
        order = self._deal().order_id
        for values in ({"order_rate": 9}, {"trade_paid_home_amount": 1}):
            with self.assertRaises(UserError):
                order.with_user(self.admin).write(values)
        with self.assertRaises(UserError):
            order.contract_ids.with_user(self.admin).paid_home_amount = 1
        payment = self.env["account.payment"].search(
            [("foreign_trade_contract_id", "in", order.contract_ids.ids)]
        )
        with self.assertRaises(AccessError):
            payment.with_user(self.rep).foreign_trade_rate = 9

    def test_plain_orders_have_none(self):
        order = self._create_order()
        order.action_confirm()
        self.assertFalse(order.order_rate)
        self.assertFalse(order.exchange_ladder)
        self.assertFalse(order.exchange_gain)
        home = self._create_quotation(pricelist_id=False)
        home.action_quotation_sent()
        home.action_confirm()
        self.assertFalse(home.is_rate_followed)
        self.assertFalse(home.order_rate)

    def test_report(self):
        order = self._deal().order_id
        self.env.flush_all()
        report = self.env["foreign.trade.exchange.report"]
        row = report.with_user(self.finance).search([("order_id", "=", order.id)])
        self.assertEqual(row.quoted_amount, 2000)
        self.assertAlmostEqual(row.receipt_rate, 7, 6)
        for name in ("price_gain", "exchange_gain", "charges_gain"):
            self.assertEqual(row[name], order[name], name)
        for user in (self.rep, self.clerk):
            with self.assertRaises(AccessError):
                report.with_user(user).search([])
