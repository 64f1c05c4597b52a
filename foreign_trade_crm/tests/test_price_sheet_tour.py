from odoo.tests import HttpCase, tagged

from .price_sheet_common import PriceSheetCommon


@tagged("post_install", "-at_install")
class TestPriceSheetTour(PriceSheetCommon, HttpCase):
    """The sheet in the browser: margin and price follow each other while one types."""

    def test_sheet_is_live_in_the_browser(self):
        sheet = self._create_sheet()
        sheet.write({"freight_method": "flat", "freight_rate": 1600})
        self.start_tour(
            f"/odoo/price-sheets/{sheet.id}",
            "foreign_trade_price_sheet",
            login=self.manager.login,
        )
        self.assertEqual(sheet.line_ids[0].price_unit, 20.0)
        self.assertEqual(sheet.line_ids[1].margin_percent, 25.0)
