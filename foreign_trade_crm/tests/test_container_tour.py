from odoo.tests import HttpCase, tagged

from .test_carton import CartonCommon


@tagged("post_install", "-at_install")
class TestContainerTour(CartonCommon, HttpCase):
    """The containers of a quotation, in the browser."""

    browser_size = "390x844"

    def test_fill_up(self):
        self.start_tour(
            f"/odoo/sales/{self.order.id}", "foreign_trade_container_fill", login=self.rep.login
        )
        self.env.invalidate_all()
        self.assertEqual(self.line.product_uom_qty, 1864)
