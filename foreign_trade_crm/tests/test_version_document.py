from odoo import Command
from odoo.tests import Form, tagged

from .quotes_common import QuotesCommon
from .test_trade_document import PIXEL
from .trade_document_contract import TradeDocumentContract


@tagged("post_install", "-at_install")
class TestVersionDocument(TradeDocumentContract, QuotesCommon):
    """The PDF of a quotation: pictures, the bank for the currency, two languages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.product.write({"image_1920": PIXEL, "hs_code": "9401790000"})
        cls.product.with_context(lang="zh_CN").name = "折叠花园椅"
        bank = cls.env["res.bank"].create({"name": "Bank of China Ningbo", "bic": "BKCHCNBJ92A"})
        cls.env["res.partner.bank"].create(
            [
                {
                    "partner_id": cls.company.partner_id.id,
                    "acc_number": number,
                    "bank_id": bank.id,
                    "currency_id": currency.id,
                }
                for number, currency in (("EUR-1", cls.eur), ("USD-2", cls.usd))
            ]
        )

    def _contract_document_record(self, **values):
        order = self._create_quotation(**values)
        order.action_quotation_sent()
        return order.last_version_id.with_user(self.rep)

    def _document(self, lang=None, **values):
        version = self._contract_document_record(**values)
        return version._get_trade_document("quotation", lang or version._get_document_language())

    def test_picture_code_and_bank(self):
        document = self._document()
        keys = [column.key for column in document.columns]
        self.assertLessEqual({"picture", "hs_code", "name"}, set(keys))
        self.assertTrue(document.rows[0]["picture"])
        bank = dict(document.clause_pairs())["Bank Details"]
        self.assertIn("USD-2", bank)
        self.assertNotIn("EUR-1", bank)
        facts = dict(document.facts)
        self.assertIn("FOB Ningbo", facts["Price Terms"])
        self.assertTrue(document.number.endswith("/ V1"))
        html = self._create_quotation()._freeze_version()._render_version_pdf().decode()
        self.assertIn("data:image/png;base64,", html)

    def test_packing(self):
        self.product.write(
            {
                "carton_pieces": 4,
                "carton_length": 60,
                "carton_width": 40,
                "carton_height": 50,
                "carton_net_weight": 18,
                "carton_gross_weight": 20,
            }
        )
        document = self._document()
        self.assertEqual(document.rows[0]["packing"], "4 per carton, 25 cartons, 3 m³")
        self.assertIn("G.W. 500 kg", dict(document.clause_pairs())["Packing"])

    def test_every_product_has_its_picture(self):
        other = self.env["product.product"].create({"name": "Table", "image_1920": PIXEL})
        order = self._create_quotation()
        order.order_line = [Command.create({"product_id": other.id, "name": "Table"})]
        order.action_quotation_sent()
        version = order.last_version_id
        pictures = version._get_pictures(version.line_ids.product_id.ids)
        self.assertEqual(set(pictures), {self.product.id, other.id})

    def test_without_pictures(self):
        keys = [column.key for column in self._document(show_pictures=False).columns]
        self.assertNotIn("picture", keys)

    def test_side_by_side(self):
        self.buyer.lang = "en_US"
        document = self._document(second_lang="zh_CN")
        self.assertIn("折叠花园椅", document.rows[0]["name"])
        self.assertIn("Folding garden chair", document.rows[0]["name"])

    def test_the_second_language_is_frozen(self):
        self.buyer.lang = "en_US"
        order = self._create_quotation(second_lang="zh_CN")
        order.action_quotation_sent()
        self.product.with_context(lang="zh_CN").name = "别的"
        version = order.last_version_id
        document = version._get_trade_document("quotation", version._get_document_language())
        self.assertIn("折叠花园椅", document.rows[0]["name"])

    def test_in_the_buyers_language(self):
        self.buyer.lang = "zh_CN"
        document = self._document()
        self.assertEqual(document.language, "zh_CN")

    def test_contract_takes_over_how_it_is_printed(self):
        order = self._create_quotation(second_lang="zh_CN")
        order.action_quotation_sent()
        order.action_make_contract()
        self.assertEqual(order.contract_ids.second_lang, "zh_CN")
        self.assertEqual(
            order.contract_ids.line_ids.second_texts, order.last_version_id.line_ids.second_texts
        )

    def test_number_on_odoos_own_pdf(self):
        order = self._create_order()
        self.assertEqual(order._get_printed_number(), order.name)
        order.action_quotation_sent()
        self.assertEqual(order._get_printed_number(), f"{order.name} / V1")
        order.order_line = [Command.create({"product_id": self.product.id})]
        self.assertIn("draft", order._get_printed_number())
        writing = order.with_context(mark_so_as_sent=True)
        self.assertEqual(writing._get_printed_number(), f"{order.name} / V2")

    def test_template_with_terms(self):
        template = self.env["sale.order.template"].create(
            {
                "name": "Export",
                "company_id": self.company.id,
                "incoterm_id": self.fob.id,
                "incoterm_location": "Ningbo",
                "port_loading_id": self.ningbo.id,
                "payment_plan_id": self.plan.id,
                "second_lang": "zh_CN",
                "note": "<p>Made to order</p>",
                "sale_order_template_line_ids": [Command.create({"product_id": self.product.id})],
            }
        )
        template.with_context(lang="zh_CN").note = "<p>订制</p>"
        self.buyer.lang = "zh_CN"
        cif = self.env.ref("account.incoterm_CIF")
        self.rep.group_ids += self.env.ref("sale_management.group_sale_order_template")
        form = Form(self.env["sale.order"].with_user(self.rep))
        form.partner_id = self.buyer
        form.sale_order_template_id = template
        order = form.save()
        self.assertEqual((order.incoterm, order.incoterm_location), (self.fob, "Ningbo"))
        self.assertEqual((order.payment_plan_id, order.second_lang), (self.plan, "zh_CN"))
        self.assertIn("订制", order.note)
        self.buyer.trade_incoterm_id = cif
        form = Form(self.env["sale.order"].with_user(self.rep))
        form.partner_id = self.buyer
        form.sale_order_template_id = template
        order = form.save()
        self.assertEqual(order.incoterm, cif, "the customer's profile comes first")
        self.assertFalse(order.incoterm_location)

    def test_odoos_print_is_what_was_sent(self):
        """Odoo's own "Print" gives the very file, and a changed draft says that it is one."""
        order = self._create_quotation()
        self.assertFalse(order._get_version_to_print())
        order._freeze_version(pdf=b"%PDF-1.4 as it was sent")
        report = self.env["ir.actions.report"].with_user(self.rep)
        streams = report._render_qweb_pdf_prepare_streams(
            "sale.action_report_saleorder", {}, res_ids=order.ids
        )
        self.assertEqual(streams[order.id]["stream"].read(), b"%PDF-1.4 as it was sent")
        self.assertFalse(order._get_offer_in_force())
        order.order_line.price_unit = 21
        self.assertFalse(order._get_version_to_print())
        html = report._render_qweb_html("sale.action_report_saleorder", order.ids)[0].decode()
        self.assertRegex(html, rf"DRAFT, not sent[^<]*{order.name} / V1")
