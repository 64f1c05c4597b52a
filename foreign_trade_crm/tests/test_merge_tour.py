from odoo.tests import HttpCase, tagged

from .merge_common import MergeCommon


@tagged("post_install", "-at_install")
class TestMergeTour(MergeCommon, HttpCase):
    """The banner and the preview, in the browser."""

    browser_size = "1366x768"

    def test_merge_with_preview(self):
        self.start_tour(
            f"/odoo/crm.lead/{self.lead.id}", "foreign_trade_merge_lead", login=self.manager.login
        )
        self.env.invalidate_all()
        self.assertFalse(self.lead.exists())
        self.assertEqual(self.deal.partner_name, "Nordic Huts A/S")
        self.assertEqual(self.deal.phone, "+45 32 12 34 56")

    def test_while_typing(self):
        self.start_tour(
            "/odoo/crm.lead/new", "foreign_trade_duplicate_typing", login=self.rep2.login
        )
