from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .quotes_common import QuotesCommon


@tagged("post_install", "-at_install")
class TestVersionValidity(QuotesCommon):
    """One click extends the validity; the approval stays while cost and rate stay."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.env["foreign.trade.approval.rule"].create(
            {
                "name": "Every quotation",
                "company_id": cls.company.id,
                "moment": "quotation_send",
                "measure": "always",
                "approver_ids": [Command.link(cls.manager.id)],
            }
        )
        with freeze_time("2026-03-02 08:00:00"):
            cls.order = cls._create_quotation(validity_date="2026-04-01")
            cls.order.with_user(cls.rep).action_request_approval("quotation_send")
            cls.order.with_user(cls.manager).action_approve()
            cls.order.with_user(cls.rep).action_quotation_sent()
        cls.version = cls.order.last_version_id

    def _extend(self, day="2026-03-20 08:00:00"):
        with freeze_time(day):
            return self.order.with_user(self.rep).action_extend_validity()

    def _rate(self, value):
        self.env["res.currency.rate"].create(
            {
                "name": "2026-03-10",
                "currency_id": self.usd.id,
                "company_id": self.company.id,
                "inverse_company_rate": value,
            }
        )

    def test_same_price_for_as_many_days(self):
        self._extend()
        extended = self.order.last_version_id
        self.assertEqual((extended.number, str(extended.validity_date)), (2, "2026-04-19"))
        self.assertEqual(extended.extends_version_id, self.version)
        self.assertEqual(extended.amount_total, self.version.amount_total)
        self.assertEqual(str(self.order.validity_date), "2026-04-19")

    def test_approval_stays_within_the_tolerance(self):
        self._rate(7.3)  # 1.4 %
        self.order.order_line.sudo().purchase_price *= 1.001
        self._extend()
        self.assertEqual(self.order.quotation_version_count, 2)
        self.assertEqual(self.order.approval_state, "approved")

    def test_small_steps_do_not_add_up(self):
        self._rate(7.3)
        self._extend()
        self.env["res.currency.rate"].search(
            [("currency_id", "=", self.usd.id), ("name", "=", "2026-03-10")]
        ).inverse_company_rate = 7.4  # 1.4 % since the extension, 2.8 % since the approval
        self.assertFalse(self.order._extend_keeps_approvals(self.order.last_version_id))

    def test_cost_moved_too_much(self):
        self.rule.write({"measure": "margin_percent", "operator": "lt", "threshold": 90})
        self.order.order_line.sudo().purchase_price *= 1.2
        self._extend()
        self.assertEqual(self.order.quotation_version_count, 1, "first somebody agrees")
        self.assertEqual(self.order.approval_state, "pending")

    def test_not_the_half_edited_draft(self):
        self.order.order_line.price_unit = 25
        with self.assertRaisesRegex(UserError, "no longer says"):
            self._extend()

    def test_who_may(self):
        with self.assertRaises(AccessError):
            self.order.with_user(self.rep2).action_extend_validity()
        draft = self._create_quotation()
        with self.assertRaises(UserError):
            draft.with_user(self.rep).action_extend_validity()
