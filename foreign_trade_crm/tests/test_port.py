from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ForeignTradeCommon


@tagged("post_install", "-at_install")
class TestPort(ForeignTradeCommon):
    def test_ready_ports(self):
        ports = self.env["foreign.trade.port"].search([])
        self.assertGreaterEqual(len(ports), 80)
        for port in ports:
            self.assertEqual(port.code[:2], port.country_id.code, port.code)
        self.assertTrue(ports.filtered(lambda port: port.code == "CNSHG" and port.is_seaport))

    def test_found_by_what_the_trade_writes(self):
        ports = self.env["foreign.trade.port"].with_user(self.rep)
        for typed in ("CNSHG", "cnsha", "shangh"):
            names = [name for _id, name in ports.name_search(typed)]
            self.assertIn("Shanghai (CNSHG)", names, typed)
        self.assertEqual(ports.name_search("CNNGB")[0][1], "Ningbo (CNNBG)")

    def test_code_is_checked_and_written_one_way(self):
        values = {"name": "Jiaxing", "country_id": self.env.ref("base.cn").id}
        port = self.env["foreign.trade.port"].with_user(self.manager)
        self.assertEqual(port.create({**values, "code": "cn jia"}).code, "CNJIA")
        with self.assertRaises(ValidationError):
            port.create({**values, "code": "CN-1"})
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            port.create({**values, "code": "CNSHG"})

    def test_a_representative_adds_no_ports(self):
        with self.assertRaises(AccessError):
            self.env["foreign.trade.port"].with_user(self.rep).create(
                {"name": "X", "code": "CNJIA", "country_id": self.env.ref("base.cn").id}
            )


@tagged("post_install", "-at_install")
class TestPaymentPlan(ForeignTradeCommon):
    def test_ready_plans_sum_to_100(self):
        plans = self.env["foreign.trade.payment.plan"].search([])
        self.assertGreaterEqual(len(plans), 10)
        for plan in plans:
            self.assertEqual(sum(plan.line_ids.mapped("percent")), 100, plan.name)

    def test_a_plan_sums_to_exactly_100(self):
        line = {"name": "Deposit", "percent": 99.99, "event": "pi_signed"}
        with self.assertRaises(ValidationError):
            self.env["foreign.trade.payment.plan"].with_user(self.manager).create(
                {"name": "Short", "line_ids": [(0, 0, line)]}
            )
