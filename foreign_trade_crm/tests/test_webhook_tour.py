from odoo.tests import HttpCase, tagged

from .web_common import WebhookCommon


@tagged("post_install", "-at_install")
class TestWebhookTour(WebhookCommon, HttpCase):
    """Paste a webhook example on the channel and see the lead."""

    browser_size = "1366x768"

    def test_try_it(self):
        url = f"/odoo/foreign.trade.channel/{self.site.id}"
        self.start_tour(url, "foreign_trade_webhook_try", login=self.manager.login)
        lead = self._log(self.site).lead_id
        self.assertEqual(lead.email_normalized, "pierre@jardin.example")
        self.assertEqual(lead.requirement_line_ids.quantity, 600)
