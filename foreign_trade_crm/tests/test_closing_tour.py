from odoo.tests import HttpCase, tagged

from .quotes_common import QuotesCommon


@tagged("post_install", "-at_install")
class TestClosingTour(QuotesCommon, HttpCase):
    """Winning in the browser, with the reason that is asked for."""

    browser_size = "1366x768"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["foreign.trade.gallery"].with_user(cls.manager)._load(["closing_reasons"])
        cls.deal = cls._create_lead()

    def _open(self, tour):
        self.start_tour(f"/odoo/crm.lead/{self.deal.id}", tour, login=self.rep.login)
        self.env.invalidate_all()

    def test_won(self):
        self._open("foreign_trade_deal_won")
        self.assertEqual(self.deal.won_status, "won")
        self.assertEqual(self.deal.win_reason_id.name, "Payment terms")
