from datetime import timedelta

from odoo.tests import HttpCase, tagged

from .customer_view_common import NOW, CustomerViewCommon


class CustomerViewTourCase(CustomerViewCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact.write({"function": "Head of Purchasing", "decision_role": "decides"})
        cls._write_history(cls.buyer, messages=70, orders=2)
        cls._say(cls.deal, "Seems to be keen", subtype_xmlid="mail.mt_note", at=NOW)
        order = cls._create_order()
        order.sudo().write({"state": "sale", "date_order": NOW - timedelta(days=400)})


@tagged("post_install", "-at_install")
class TestCustomerViewTour(CustomerViewTourCase):
    """The page, on a desktop."""

    browser_size = "1440x900"

    def test_tour(self):
        path = f"/odoo/action-base.action_partner_form/{self.buyer.id}"
        self.start_tour(path, "foreign_trade_customer_view", login=self.rep.login)


@tagged("post_install", "-at_install")
class TestCustomerViewTourPhone(CustomerViewTourCase):
    """The page, on a phone and by its own address."""

    browser_size = "390x844"
    touch_enabled = True

    def test_tour(self):
        path = f"/odoo/{self.buyer.id}/customer-view"
        self.start_tour(path, "foreign_trade_customer_view_phone", login=self.rep.login)
