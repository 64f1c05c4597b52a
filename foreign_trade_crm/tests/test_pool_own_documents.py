from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, HttpCase, tagged

from .pool_common import PoolCommon


@tagged("post_install", "-at_install")
class TestPoolOwnDocuments(PoolCommon, HttpCase):
    """Rules on partners must not break what is a representative's own."""

    chart_template = "generic_coa"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pooled = cls._customer("Verde Hogar S.A.")
        cls._release(cls.pooled)
        cls.order = cls._create_order()
        cls.env.flush_all()
        cls.env.invalidate_all()

    def test_order_form_and_pdf(self):
        order = self.order.with_user(self.rep)
        with Form(order) as form:
            form.client_order_ref = "PO 7"
        report = self.env["ir.actions.report"].with_user(self.rep)
        html, _kind = report._render_qweb_html("sale.report_saleorder", order.ids)
        self.assertIn("Grüne Gärten".encode(), html)

    def test_portal(self):
        url = self.order.get_portal_url()
        self.env.flush_all()
        page = self.url_open(url)
        self.assertEqual(page.status_code, 200)
        self.assertIn("Grüne Gärten", page.text)
        self.authenticate(self.rep.login, self.rep.login)
        self.assertEqual(self.url_open(f"/my/orders/{self.order.id}").status_code, 200)

    def test_message(self):
        order = self.order.with_user(self.rep)
        message = order.message_post(
            body="Please find our offer",
            partner_ids=self.buyer.ids,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.env.invalidate_all()
        self.assertIn("our offer", message.with_user(self.rep).body)
        found = self.env["mail.message"].with_user(self.rep).search([("id", "=", message.id)])
        self.assertTrue(found)

    def test_invoice(self):
        order = self.order.with_user(self.rep)
        order.action_confirm()
        invoice = order.sudo()._create_invoices()
        self.env.invalidate_all()
        self.assertEqual(invoice.with_user(self.rep).partner_id.name, self.buyer.name)
        self.assertTrue(invoice.with_user(self.rep).line_ids.mapped("name"))

    def test_open_documents_keep_the_customer(self):
        with self.assertRaisesRegex(UserError, "open quotation S"):
            self._release(self.buyer)
        self.order.action_confirm()
        with self.assertRaisesRegex(UserError, "open order S"):
            self._release(self.buyer)
        self.assertFalse(self.order.sudo().pool_member)

    def test_a_colleagues_documents_keep_it_too(self):
        self.order.with_user(self.rep)._action_cancel()
        deal = self._create_lead(self.rep2, partner_id=self.buyer.id)
        with self.assertRaisesRegex(UserError, "colleague's open lead"):
            self._release(self.buyer)
        deal.sudo().user_id = self.rep
        quotation = self._create_order(self.rep2, validity_date="2020-01-01")
        with self.assertRaisesRegex(UserError, "open quotation S"):
            self._release(self.buyer)
        quotation.sudo().user_id = self.rep
        self._release(self.buyer)
        self.assertTrue(self.buyer.pool_member)

    def test_unpaid_invoices_keep_it(self):
        self.order.with_user(self.rep)._action_cancel()
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.contact.id,
                "invoice_line_ids": [Command.create({"name": "Chairs", "price_unit": 10})],
            }
        )
        invoice.action_post()
        with self.assertRaisesRegex(UserError, "open invoice"):
            self._release(self.buyer)

    def test_people_and_companies_of_ours(self):
        for partner in (self.rep.partner_id, self.rep2.partner_id, self.company.partner_id):
            partner.with_user(self.rep).read(["name", "email"])
        partners = self.env["res.partner"].with_user(self.rep)
        self.assertTrue(partners.name_search(self.rep2.name))
        self.assertTrue(partners.name_search(self.company.name))
        # even a mistake in the data hides no colleague
        self.rep2.partner_id.parent_id = self.pooled
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertTrue(self.rep2.partner_id.pool_member)
        self.rep2.partner_id.with_user(self.rep).read(["name"])

    def test_a_document_that_names_a_pooled_partner(self):
        """As a delivery address of somebody else's order: the order stays readable."""
        self.order.sudo().partner_shipping_id = self.pooled
        self.env.flush_all()
        self.env.invalidate_all()
        order = self.order.with_user(self.rep)
        [values] = order.web_read({"name": {}, "partner_shipping_id": {"fields": {"id": {}}}})
        self.assertEqual(values["name"], order.name)
        report = self.env["ir.actions.report"].with_user(self.rep)
        html, _kind = report._render_qweb_html("sale.report_saleorder", order.ids)
        self.assertIn(order.name.encode(), html)
