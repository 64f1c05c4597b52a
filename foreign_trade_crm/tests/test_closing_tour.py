from odoo.tests import HttpCase, tagged

from .quotes_common import QuotesCommon


@tagged("post_install", "-at_install")
class TestClosingTour(QuotesCommon, HttpCase):
    """Winning and losing in the browser, with the reasons that are asked for."""

    browser_size = "1366x768"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["foreign.trade.gallery"].with_user(cls.manager)._load(["closing_reasons"])
        cls.env["foreign.trade.competitor"].create({"name": "Saigon Camp"})
        cls.deal = cls._create_lead()

    def _open(self, tour):
        self.start_tour(f"/odoo/crm.lead/{self.deal.id}", tour, login=self.rep.login)
        self.env.invalidate_all()

    def test_won(self):
        self._open("foreign_trade_deal_won")
        self.assertEqual(self.deal.won_status, "won")
        self.assertEqual(self.deal.win_reason_id.name, "Payment terms")

    def test_lost(self):
        self._open("foreign_trade_deal_lost")
        self.assertEqual(self.deal.won_status, "lost")
        self.assertEqual(self.deal.closing_note, "They ship from stock")
        self.assertEqual(self.deal.competitor_price, 18.5)
        self.assertTrue(self.deal.competitor_ids.has_order)
