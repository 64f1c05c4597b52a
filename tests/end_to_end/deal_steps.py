"""Steps 4 to 6 of the chain: gated stages, quotation versions, samples."""

from .chain_case import day
from .inquiry_steps import BUYER

VERSION = "foreign.trade.quotation.version"
SAMPLE = "foreign.trade.sample.request"


class DealSteps:
    """The opportunity goes from the confirmed requirement to negotiation, gate by gate."""

    def test_10_no_quotation_sent_without_a_version(self):
        with self.gated("Quotation with currency and validity"):
            self.move(self.lead, "Quotation sent")

    def test_11_quotation_in_the_buyers_currency_is_sent_as_version_1(self):
        cls = type(self)
        cls.order = self.quote(self.lead, self.contact)
        order = self.rep["sale.order"].get(self.order, "currency_id", "amount_total", "state")
        self.assertEqual(order["currency_id"][1], "EUR")
        self.assertEqual((order["amount_total"], order["state"]), (37000, "draft"))
        cls.version1 = self.send(self.order)
        self.assertEqual(self.rep["sale.order"].get(self.order, "state"), "sent")
        version = self.rep[VERSION].get(
            self.version1, "name", "number", "currency_id", "amount_total", "validity_date",
            "price_terms", "port_loading_name", "port_discharge_name", "payment_terms", "rate",
        )  # fmt: skip
        self.assertEqual(version["number"], 1)
        self.assertTrue(version["name"].endswith("V1"))
        self.assertEqual(version["currency_id"][1], "EUR")
        self.assertEqual(version["amount_total"], 37000)
        self.assertAlmostEqual(version["rate"], 7.8)
        self.assertEqual(version["validity_date"], day(30))
        self.assertIn("FOB", version["price_terms"])
        self.assertEqual(version["port_loading_name"], "Ningbo")
        self.assertEqual(version["port_discharge_name"], "Valencia")
        self.assertIn("30", version["payment_terms"])

    def test_12_the_buyer_gets_the_pdf_of_version_1(self):
        self.exporter.send_queued_mail()
        mail = self.exporter.mailbox.to(BUYER, seconds=10)[-1]
        [pdf] = [part for part in mail.iter_attachments() if part.get_content_subtype() == "pdf"]
        self.assertIn("V1", pdf.get_filename())
        content = pdf.get_content()
        self.assertEqual(content[:4], b"%PDF")
        attachment = self.rep[VERSION].get(self.version1, "pdf_attachment_id")[0]
        kept, _kind = self.rep.download(f"/web/content/{attachment}")
        self.assertEqual(kept, content)

    def test_13_revised_quotation_is_version_2_and_version_1_stays(self):
        cls = type(self)
        line = self.rep["sale.order"].get(self.order, "order_line")[0]
        self.rep["sale.order.line"].write([line], {"price_unit": 17.9})
        cls.version2 = self.send(self.order)
        self.assertNotEqual(self.version2, self.version1)
        figures = self.rep[VERSION].read([self.version1, self.version2], ["number", "amount_total"])
        self.assertEqual([one["number"] for one in figures], [1, 2])
        self.assertEqual([one["amount_total"] for one in figures], [37000, 35800])
        self.assertEqual(self.send(self.order), self.version2, "the same content again")

    def test_14_nobody_changes_a_version(self):
        for session in (self.rep, self.manager, self.admin):
            for call in (
                lambda s: s[VERSION].write([self.version1], {"amount_total": 1}),
                lambda s: s[VERSION].unlink([self.version1]),
            ):
                with self.assertRaises(Exception) as caught:
                    call(session)
                self.assertIn(caught.exception.kind, ("AccessError", "UserError"))
        attachment = self.rep[VERSION].get(self.version1, "pdf_attachment_id")[0]
        with self.assertRaises(Exception) as caught:
            self.admin["ir.attachment"].write([attachment], {"raw": "Zm9yZ2Vk"})
        self.assertIn(caught.exception.kind, ("AccessError", "UserError"))

    def test_15_quotation_sent_opens(self):
        self.move(self.lead, "Quotation sent")
        stage = self.rep["crm.lead"].get(self.lead, "stage_id")
        self.assertEqual(stage[1], "Quotation sent")

    def test_16_no_sample_stage_without_a_complete_sample_request(self):
        with self.assertRaises(Exception) as caught:
            self.move(self.lead, "Sample / test")
        self.assertEqual(caught.exception.kind, "GateError")
        cls = type(self)
        cls.sample = self.rep[SAMPLE].make(
            opportunity_id=self.lead,
            line_ids=[(0, 0, {"product_id": self.exporter.chair, "quantity": 2})],
        )
        with self.assertRaises(Exception) as caught:
            self.move(self.lead, "Sample / test")
        self.assertEqual(caught.exception.kind, "GateError")
        self.rep[SAMPLE].write(
            [self.sample],
            {
                "delivery_address": "María Peña\nCalle de la Paz 5\n46003 Valencia\nSpain",
                "planned_dispatch_date": day(2),
                "expected_feedback_date": day(20),
            },
        )
        self.move(self.lead, "Sample / test")

    def test_17_clerk_sends_the_sample_with_courier_and_tracking_number(self):
        with self.refused("ValidationError"):
            self.clerk[SAMPLE].action_dispatch([self.sample])
        self.clerk[SAMPLE].write(
            [self.sample],
            {
                "courier_id": self.exporter.ref("foreign_trade_samples.courier_dhl"),
                "tracking_number": "1234567890",
            },
        )
        self.clerk[SAMPLE].action_dispatch([self.sample])
        sample = self.clerk[SAMPLE].get(
            self.sample, "state", "actual_dispatch_date", "tracking_url", "round"
        )
        self.assertEqual(sample["state"], "dispatched")
        self.assertEqual(sample["actual_dispatch_date"], day())
        self.assertIn("1234567890", sample["tracking_url"])
        self.assertEqual(sample["round"], 1)

    def test_18_representative_records_the_feedback(self):
        self.rep[SAMPLE].action_mark_delivered([self.sample])
        self.rep[SAMPLE].write(
            [self.sample],
            {"feedback_result": "approved", "feedback_text": "Good; wants a darker green."},
        )
        self.rep[SAMPLE].action_record_feedback([self.sample])
        sample = self.rep[SAMPLE].get(self.sample, "state", "feedback_date")
        self.assertEqual(sample, {"id": self.sample, "state": "feedback", "feedback_date": day()})

    def test_19_no_negotiation_without_competitor_price_or_objection(self):
        with self.gated("Competitor price or main objection") as caught:
            self.move(self.lead, "Negotiation")
        [failure] = caught.exception.context["failures"]
        self.assertIn("competitor_price", failure["fields"])
        self.assertIn("main_objection", failure["fields"])
        error = caught.exception.context
        self.rep["crm.lead"].gate_continue(
            {
                "model": error["model"],
                "method": "web_save",
                "args": [[self.lead], {"stage_id": self.exporter.stage["Negotiation"]}],
                "kwargs": {"specification": {}},
            },
            values={self.lead: {"main_objection": "A Vietnamese supplier is 4 % cheaper"}},
        )
        lead = self.rep["crm.lead"].get(self.lead, "stage_id", "main_objection")
        self.assertEqual(lead["stage_id"][1], "Negotiation")
        self.assertIn("Vietnamese", lead["main_objection"])
        self.move(self.lead, "Awaiting order")

    def test_20_no_way_round_to_won(self):
        won = {"stage_id": self.exporter.stage["Won"]}
        doors = (
            lambda: self.move(self.lead, "Won"),
            lambda: self.rep["crm.lead"].write([self.lead], won),
            lambda: self.rep["crm.lead"].action_set_won([self.lead]),
            lambda: self.rep["crm.lead"].action_set_won_rainbowman([self.lead]),
            lambda: self.rep["crm.lead"].write([self.lead], won, context={"gate_skip": True}),
        )
        for door in doors:
            with self.gated("Effective contract", "Win reason"):
                door()
        with self.gated("Contract is effective"):
            self.rep["sale.order"].action_confirm([self.order])
