"""Steps 9 and 10 of the chain: shipment, its documents, the balance."""

import io

import openpyxl

from .chain_case import day
from .contract_steps import CONTRACT

SHIPMENT = "foreign.trade.shipment"
MILESTONE = "foreign.trade.shipment.milestone"
PACKING = {
    "pieces_per_carton": 4,
    "net_weight": 18.0,
    "gross_weight": 19.5,
    "carton_length": 100,
    "carton_width": 50,
    "carton_height": 20,
}


class ShipmentSteps:
    """The clerk ships the order; the bill of lading waits for the balance."""

    def test_40_shipment_of_the_whole_order_with_planned_dates(self):
        cls = type(self)
        cls.shipment = self.clerk["sale.order"].action_create_shipment([self.order])["res_id"]
        self.clerk[SHIPMENT].write(
            [self.shipment],
            {"planned_etd": day(14), "vessel": "EVER GIVEN", "voyage": "0912W"},
        )
        lines = self.clerk[SHIPMENT].get(self.shipment, "line_ids")
        self.assertEqual(len(lines), 1)
        self.clerk["foreign.trade.shipment.line"].write(lines, PACKING)
        shipment = self.clerk[SHIPMENT].get(
            self.shipment, "name", "state", "total_cartons", "total_gross_weight", "total_volume",
            "amount_total", "port_discharge_id", "etd", "picking_ids", "invoice_number",
        )  # fmt: skip
        cls.number, cls.invoice_number = shipment["name"], shipment["invoice_number"]
        self.assertEqual((shipment["state"], shipment["etd"]), ("draft", day(14)))
        self.assertEqual(shipment["total_cartons"], 500)
        self.assertAlmostEqual(shipment["total_gross_weight"], 9750)
        self.assertAlmostEqual(shipment["total_volume"], 50)
        self.assertEqual(shipment["amount_total"], 35800)
        self.assertEqual(shipment["port_discharge_id"][1].split(",")[0].split(" ")[0], "Valencia")
        self.assertEqual(len(shipment["picking_ids"]), 1)
        codes = {one["code"] for one in self.events("code")}
        self.assertLessEqual({"booking", "customs", "on_board", "bl_issued", "arrival"}, codes)
        self.assertTrue(all(one["planned_date"] for one in self.events("planned_date")))

    def test_41_container_with_a_wrong_number_is_refused(self):
        kind = self.clerk["foreign.trade.container.type"].only([("name", "=", "40HQ")], "id")["id"]
        values = {
            "shipment_id": self.shipment,
            "container_type_id": kind,
            "seal_number": "ML-77012",
        }
        with self.refused("ValidationError", "CSQU3054384", "check digit"):
            self.clerk["foreign.trade.container"].make(number="CSQU3054384", **values)
        container = self.clerk["foreign.trade.container"].make(number="csqu 305438-3", **values)
        self.assertEqual(
            self.clerk["foreign.trade.container"].get(container, "number"), "CSQU3054383"
        )
        lines = self.clerk[SHIPMENT].get(self.shipment, "line_ids")
        self.clerk["foreign.trade.shipment.line"].write(lines, {"container_id": container})
        with self.refused("UserError", "VGM"):
            self.clerk[SHIPMENT].action_on_board([self.shipment])
        self.clerk["foreign.trade.container"].action_calculate_vgm([container])
        vgm = self.clerk["foreign.trade.container"].get(container, "vgm_weight", "tare_weight")
        self.assertAlmostEqual(vgm["vgm_weight"], 9750 + vgm["tare_weight"])

    def test_42_commercial_invoice_and_packing_list_as_pdf(self):
        for kind in ("commercial_invoice", "packing_list"):
            content, content_type = self.clerk.download(self.document(kind, "pdf"))
            self.assertEqual((content[:4], content_type), (b"%PDF", "application/pdf"))

    def test_43_commercial_invoice_and_packing_list_as_xlsx(self):
        invoice = self.workbook("commercial_invoice")
        packing = self.workbook("packing_list")
        for text in (self.invoice_number, "Ningbo Garden Trading Co., Ltd."):
            self.assertTrue(any(text in str(value) for value in invoice), invoice)
        self.assertIn(17.9, invoice)
        self.assertIn(35800, invoice)
        self.assertIn(500, packing)
        self.assertIn(9750, packing)
        for price in (17.9, 35800):
            self.assertNotIn(price, packing, "a packing list shows no price")
        self.assertFalse(any("EUR" in str(value) for value in packing))

    def test_44_dates_move_the_due_date_of_the_balance(self):
        self.set_event("booking", actual_date=day())
        self.set_event("on_board", estimated_date=day(16))
        shipment = self.clerk[SHIPMENT].get(self.shipment, "state", "etd", "planned_etd")
        self.assertEqual(shipment["state"], "booked")
        self.assertEqual((shipment["etd"], shipment["planned_etd"]), (day(16), day(14)))
        self.clerk[SHIPMENT].action_on_board([self.shipment])
        self.assertEqual(self.clerk[SHIPMENT].get(self.shipment, "state"), "shipped")
        with self.refused("ValidationError", "bill of lading"):
            self.clerk[SHIPMENT].action_bill_issue([self.shipment])
        self.clerk[SHIPMENT].write(
            [self.shipment], {"bill_number": "EGLV14260001", "bill_type": "original"}
        )
        self.clerk[SHIPMENT].action_bill_issue([self.shipment])
        self.assertEqual(self.clerk[SHIPMENT].get(self.shipment, "bill_issue_date"), day())
        [_deposit, balance] = self.milestones("event_actual_date", "planned_date")
        self.assertEqual(balance["event_actual_date"], day())
        self.assertTrue(balance["planned_date"])

    def test_45_bill_of_lading_is_not_released_before_the_balance(self):
        with self.assertRaises(Exception) as caught:
            self.clerk[SHIPMENT].action_bill_release([self.shipment])
        self.assertEqual(caught.exception.kind, "GateError", caught.exception)
        self.assertEqual(len(caught.exception.context["failures"]), 1)
        with self.assertRaises(Exception) as caught:
            self.clerk[SHIPMENT].write([self.shipment], {"bill_state": "released"})
        self.assertEqual(caught.exception.kind, "GateError")
        self.assertEqual(self.clerk[SHIPMENT].get(self.shipment, "bill_state"), "issued")

    def test_46_delivery_is_validated(self):
        [picking] = self.clerk[SHIPMENT].get(self.shipment, "picking_ids")
        moves = self.clerk["stock.picking"].get(picking, "move_ids")
        self.clerk["stock.move"].write(moves, {"quantity": 2000, "picked": True})
        question = self.clerk["stock.picking"].button_validate([picking])
        if isinstance(question, dict) and question["res_model"] == "confirm.stock.sms":
            model, context = question["res_model"], question["context"]
            wizard = self.clerk[model].make(pick_ids=[(6, 0, [picking])], context=context)
            self.clerk[model].dont_send_sms([wizard], context=context)
        self.assertEqual(self.clerk["stock.picking"].get(picking, "state"), "done")
        self.assertEqual(self.clerk[SHIPMENT].get(self.shipment, "delivery_state"), "done")
        self.assertEqual(self.rep["sale.order"].get(self.order, "delivery_status"), "full")

    def test_47_finance_invoices_and_uses_the_advance(self):
        finance = self.finance
        context = {"active_model": "sale.order", "active_ids": [self.order]}
        wizard = finance["sale.advance.payment.inv"].make(
            advance_payment_method="delivered", context=context
        )
        finance["sale.advance.payment.inv"].create_invoices([wizard], context=context)
        cls = type(self)
        [cls.invoice] = finance["sale.order"].get(self.order, "invoice_ids")
        finance["account.move"].action_post([self.invoice])
        invoice = finance["account.move"].get(self.invoice, "amount_total", "currency_id")
        self.assertEqual((invoice["amount_total"], invoice["currency_id"][1]), (35800, "EUR"))
        move = finance["account.payment"].get(self.payment, "move_id")[0]
        credit = finance["account.move.line"].only(
            [("move_id", "=", move), ("account_id.account_type", "=", "asset_receivable")], "id"
        )["id"]
        finance["account.move"].js_assign_outstanding_line([self.invoice], credit)
        self.assertEqual(finance["account.move"].get(self.invoice, "amount_residual"), 25060)
        self.assertEqual(self.rep[CONTRACT].get(self.contract, "paid_amount"), 10740)

    def test_48_balance_through_odoos_accounting_settles_the_milestone(self):
        context = {"active_model": "account.move", "active_ids": [self.invoice]}
        wizard = self.finance["account.payment.register"].make(context=context)
        self.finance["account.payment.register"].action_create_payments([wizard], context=context)
        [deposit, balance] = self.milestones("state", "paid_amount")
        self.assertEqual((deposit["state"], deposit["paid_amount"]), ("settled", 10740))
        self.assertEqual((balance["state"], balance["paid_amount"]), ("settled", 25060))
        contract = self.rep[CONTRACT].get(self.contract, "payment_state", "balance_amount")
        self.assertEqual((contract["payment_state"], contract["balance_amount"]), ("paid", 0))

    def test_49_bill_of_lading_is_released(self):
        self.clerk[SHIPMENT].action_bill_release([self.shipment])
        bill = self.clerk[SHIPMENT].get(self.shipment, "bill_state", "bill_release_date")
        self.assertEqual((bill["bill_state"], bill["bill_release_date"]), ("released", day()))
        self.clerk[SHIPMENT].action_arrived([self.shipment])
        self.assertEqual(self.clerk[SHIPMENT].get(self.shipment, "state"), "arrived")

    def test_50_order_shows_paid_and_delivered(self):
        order = self.rep["sale.order"].get(
            self.order, "trade_payment_state", "trade_paid_amount", "trade_balance_amount",
            "delivery_status", "invoice_status",
        )  # fmt: skip
        self.assertEqual(order["trade_payment_state"], "paid")
        self.assertEqual((order["trade_paid_amount"], order["trade_balance_amount"]), (35800, 0))
        self.assertEqual((order["delivery_status"], order["invoice_status"]), ("full", "invoiced"))

    def document(self, kind, extension):
        return f"/foreign_trade/document/{SHIPMENT}/{self.shipment}/{kind}.{extension}"

    def workbook(self, kind):
        """Values of all cells of a document's workbook."""
        content, _kind = self.clerk.download(self.document(kind, "xlsx"))
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        return [
            cell for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None
        ]

    def events(self, *fields):
        return self.clerk[MILESTONE].find([("shipment_id", "=", self.shipment)], *fields)

    def set_event(self, code, **dates):
        domain = [("shipment_id", "=", self.shipment), ("code", "=", code)]
        event = self.clerk[MILESTONE].only(domain, "id")["id"]
        self.clerk[MILESTONE].write([event], dates)
