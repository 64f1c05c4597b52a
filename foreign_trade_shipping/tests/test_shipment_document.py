import io

import openpyxl
from freezegun import freeze_time

from odoo.addons.foreign_trade_crm.tests.trade_document_contract import TradeDocumentContract

from .common import ShippingCommon


@freeze_time("2026-03-10 02:00:00")
class TestShipmentDocument(TradeDocumentContract, ShippingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shipment = cls._create_shipment(
            carrier_id=cls.carrier.id, vessel="EVER GIVEN", voyage="043W", marks="GG\nHAMBURG\n1-25"
        )
        container = cls._add_container(cls.shipment, vgm_weight=2850, seal_number="SL-77")
        cls.shipment.line_ids.container_id = container
        cls.shipment.write({"bill_number": "COSU6178901230", "bill_type": "telex"})

    def _contract_document_record(self):
        return self.shipment.with_user(self.rep)

    def _facts(self, document):
        return dict(document.facts)

    def test_invoice_says_what_customs_and_bank_look_for(self):
        document = self.shipment.with_user(self.clerk)._get_trade_document("commercial_invoice")
        self.assertEqual(document.number, self.shipment.invoice_number)
        self.assertRegex(document.number, r"^CI-2026-\d{4}$")
        facts = self._facts(document)
        self.assertEqual(facts["Order No."], self.shipment.order_id.name)
        self.assertIn("FOB", facts["Price Terms"])
        self.assertEqual(facts["Country of Origin"], "China")
        self.assertEqual(facts["Vessel / Voyage"], "EVER GIVEN / 043W")
        self.assertEqual(facts["Port of Loading"], self.ningbo.name)
        self.assertEqual(facts["Packages"], "25 cartons")
        self.assertEqual(facts["Gross Weight"], "550.00 kg")
        self.assertIn("CSQU3054383 / 20GP / SL-77", facts["Containers"])
        self.assertEqual(document.rows[0]["hs_code"], "940179")
        self.assertIn("TWO THOUSAND", document.amount_in_words.upper())
        self.assertIn("HAMBURG", document.clauses[0][1])

    def test_packing_list_has_no_price_anywhere(self):
        shipment = self.shipment.with_user(self.clerk)
        line = shipment.line_ids
        line.write({"price_unit": 1234.56})
        page = shipment._render_trade_document_pdf("packing_list").decode()
        book = openpyxl.load_workbook(
            io.BytesIO(shipment._render_trade_document_xlsx("packing_list"))
        )
        cells = " ".join(str(cell.value) for row in book.active for cell in row)
        for text in (page, cells):
            for secret in ("1,234.56", "1234.56", "123,456", "123456", "USD"):
                self.assertNotIn(secret, text)

    def test_both_documents_print_the_same_stored_figures(self):
        shipment = self.shipment.with_user(self.clerk)
        invoice = shipment._get_trade_document("commercial_invoice")
        packing = shipment._get_trade_document("packing_list")
        self.assertEqual(invoice.number, packing.number)
        self.assertEqual(invoice.rows[0]["quantity"], packing.rows[0]["quantity"])
        total = packing.column_totals()[0]
        self.assertEqual(total["total_gross_weight"], shipment.total_gross_weight)
        self.assertEqual(sum(row["total_volume"] for row in packing.rows), shipment.total_volume)
        self.assertEqual(packing.rows[0]["carton_numbers"], "1–25")
        self.assertEqual(packing.rows[0]["measure"], "80×60×50")

    def test_shipping_advice_after_departure_only(self):
        shipment = self.shipment.with_user(self.clerk)
        self.assertNotIn("shipping_advice", shipment._trade_document_kinds())
        shipment.action_on_board()
        facts = self._facts(shipment._get_trade_document("shipping_advice"))
        self.assertEqual(facts["On Board"], shipment.on_board_date)
        self.assertEqual(facts["B/L No."], "COSU6178901230")
        self.assertEqual(facts["Invoice Value (USD)"], 2000)

    def test_consignee_and_notify_party_stand_apart(self):
        agent = self.env["res.partner"].create({"name": "Hafen Agentur"})
        self.shipment.write({"consignee_id": agent.id, "notify_party_id": self.contact.id})
        document = self.shipment._get_trade_document("commercial_invoice")
        self.assertEqual(
            [label for label, _lines in document.parties],
            ["Exporter", "Buyer", "Consignee", "Notify Party"],
        )
