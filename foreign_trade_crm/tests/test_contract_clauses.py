from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models.foreign_trade_contract_tolerance import ORDER_TERMS
from .quotes_common import QuotesCommon


@tagged("post_install", "-at_install")
class TestContractClauses(QuotesCommon):
    """Clauses of the library, more or less, and the languages of a document."""

    def _sales_contract(self, **values):
        order = self._create_quotation(**values)
        order.action_quotation_sent()
        values = order._prepare_contract_values(order.last_version_id)
        contracts = self.env["foreign.trade.contract"].with_user(self.rep)
        return contracts.create({**values, "document_type": "contract"})

    def test_what_is_taken_over(self):
        proforma = self._create_contract()
        self.assertFalse(proforma.clause_ids, "a proforma invoice stays short")
        contract = self._sales_contract()
        names = contract.clause_ids.mapped("name")
        self.assertIn("Force Majeure", names)
        self.assertNotIn("Late Delivery", names)
        self.assertIn("To be covered by the buyer.", contract.clause_ids.mapped("text"), "FOB")
        self.assertNotIn("Letter of Credit", names)
        cif = self._sales_contract(incoterm=self.env.ref("account.incoterm_CIF").id)
        self.assertIn("110 %", cif.clause_ids.filtered(lambda c: c.name == "Insurance").text)

    def test_a_clause_of_the_credit(self):
        contract = self._create_contract()
        contract.payment_milestone_ids[1].method = "lc"
        contract.action_take_over_clauses()
        self.assertEqual(contract.clause_ids.mapped("name"), ["Letter of Credit"])

    def test_the_library_changes_no_document(self):
        contract = self._sales_contract()
        clause = contract.clause_ids.filtered(lambda c: c.name == "Arbitration")
        clause.clause_id.with_user(self.manager).text = "In London."
        self.assertIn("CIETAC", clause.text)
        clause.clause_id.with_user(self.manager).unlink()
        self.assertTrue(clause.exists())

    def test_nothing_is_moved_into_the_draft_of_somebody_else(self):
        """The ORM looks at the document that a part is taken from, not where it goes."""
        contract = self._sales_contract()
        order = self._create_quotation(user=self.rep2)
        order.action_quotation_sent()
        values = order._prepare_contract_values(order.last_version_id)
        contracts = self.env["foreign.trade.contract"].with_user(self.rep2)
        own = contracts.create({**values, "document_type": "contract"})
        own.line_ids.version_line_id = False
        for part in own.line_ids[0], own.payment_milestone_ids[0], own.clause_ids[0]:
            with self.subTest(part._name), self.assertRaises(AccessError), self.cr.savepoint():
                part.write({"contract_id": contract.id})

    def test_frozen_when_issued(self):
        contract = self._sales_contract()
        contract.action_issue()
        for user in (self.rep, self.manager, self.admin):
            document = contract.with_user(user)
            clause = document.clause_ids[0]
            for values in (
                {"clause_ids": [Command.update(clause.id, {"text": "Nothing."})]},
                {"clause_ids": [Command.create({"name": "More", "text": "More."})]},
                {"clause_ids": [Command.delete(clause.id)]},
                {"more_or_less_percent": 5},
                {"partial_shipment": "allowed"},
                {"document_language": "zh"},
            ):
                with self.assertRaises(UserError):
                    document.write(values)
            with self.assertRaises(UserError):
                document.action_take_over_clauses()

    def test_roles(self):
        clauses = self.env["foreign.trade.clause"]
        with self.assertRaises(AccessError):
            clauses.with_user(self.rep).create({"name": "Mine", "text": "Mine."})
        clauses.with_user(self.manager).create({"name": "Ours", "text": "Ours."})
        contract = self._sales_contract()
        with self.assertRaises(AccessError):
            contract.clause_ids.with_user(self.rep2).read(["text"])

    def test_printed_in_both_languages(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        clause = self.env["foreign.trade.clause"].create(
            {
                "name": "Title",
                "text": "Property of {company}, {tolerance} %.",
                "used_by_default": "both",
            }
        )
        clause.with_context(lang="zh_CN").write({"name": "所有权", "text": "{company}所有。"})
        self.plan.line_ids[0].with_context(lang="zh_CN").name = "签约付30%定金"
        self.product.with_context(lang="zh_CN").name = "折叠花园椅"
        size = {"carton_length": 60, "carton_width": 40, "carton_height": 50}
        self.product.write({"carton_pieces": 4, **size})
        self.ningbo.with_context(lang="zh_CN").name = "宁波"
        contract = self._create_contract()
        contract.write(
            {
                "more_or_less_percent": 5,
                "partial_shipment": "not_allowed",
                "document_language": "both",
            }
        )
        document = contract._get_trade_document("proforma")
        texts = dict(document.clause_pairs())
        self.assertIn("5 %", texts["Title / 所有权"])
        self.assertIn("所有。", texts["Title / 所有权"])
        self.assertIn("签约付30%定金", str(document.clause_pairs()))
        self.assertIn("美元贰仟元整", document.amount_in_words)
        self.assertEqual(document.rows[0]["name"], "Folding garden chair\n折叠花园椅")
        contract.document_language = "zh"
        document = contract._get_trade_document("proforma")
        self.assertEqual(document.rows[0]["name"], "折叠花园椅")
        self.assertEqual(document.rows[0]["packing"], "每箱 4 件，共 25 箱，3 立方米")
        self.assertIn("宁波", [value for _label, value in document.facts])
        contract.line_ids.packing = "Loose in the container"
        contract.port_loading_name = "Ningbo, Beilun"
        document = contract._get_trade_document("proforma")
        self.assertEqual(document.rows[0]["packing"], "Loose in the container")
        self.assertIn("Ningbo, Beilun", [value for _label, value in document.facts])
        contract.document_language = "en"
        chinese = [
            char for char in str(contract._get_trade_document("proforma").rows) if char > "⺀"
        ]
        self.assertFalse(chinese)

    # more or less

    def _issued(self, percent):
        contract = self._create_contract()
        contract.more_or_less_percent = percent
        contract.action_issue()
        return contract

    def _change(self, contract, **values):
        contract.order_id.order_line.write({"price_unit": 20, **values})
        contract.invalidate_recordset()
        return contract.order_departs

    def test_within_more_or_less(self):
        contract = self._issued(5)
        self.assertFalse(self._change(contract, product_uom_qty=104))
        self.assertFalse(self._change(contract, product_uom_qty=95))
        self.assertTrue(self._change(contract, product_uom_qty=106))
        self.assertTrue(self._change(contract, product_uom_qty=100, price_unit=19.99))
        self.assertFalse(self._change(contract, product_uom_qty=100))
        contract.order_id.note = "<p>Nothing that is printed on the document.</p>"
        contract.order_id.client_order_ref = "internal"
        contract.invalidate_recordset()
        self.assertFalse(contract.order_departs)

    def test_without_tolerance_any_piece_counts(self):
        contract = self._issued(0)
        self.assertTrue(self._change(contract, product_uom_qty=101))

    def test_other_terms_and_units_are_no_more_or_less(self):
        contract = self._issued(5)
        order = contract.order_id
        before = {name: order[name] for name in ORDER_TERMS}
        for name, value in {
            "incoterm": self.env.ref("account.incoterm_CIF"),
            "incoterm_location": "Beilun",
            "port_discharge_id": self.ningbo,
            "payment_plan_id": self.plan.copy(),
            "latest_shipment_date": "2030-01-01",
        }.items():
            order[name] = value
            contract.invalidate_recordset()
            self.assertTrue(contract.order_departs, name)
            order[name] = before[name]
            contract.invalidate_recordset()
            self.assertFalse(contract.order_departs, name)
        self.assertTrue(
            self._change(contract, product_uom_id=self.env.ref("uom.product_uom_dozen"))
        )

    def test_what_the_draft_words_otherwise_is_agreed(self):
        contract = self._create_contract()
        contract.write({"latest_shipment_date": "2030-01-01", "incoterm_location": "Beilun"})
        contract.action_issue()
        self.assertFalse(contract.order_departs)
        contract.order_id.latest_shipment_date = contract.latest_shipment_date
        contract.invalidate_recordset()
        self.assertFalse(contract.order_departs)

    def test_effective_within_more_or_less(self):
        contract = self._issued(5)
        self._change(contract, product_uom_qty=103)
        contract.buyer_po_number = "PO-1"
        contract.action_countersign()
        contract.with_user(self.manager).action_declare_effective("The bank's copy was seen")
        self.assertEqual((contract.state, contract.order_id.state), ("effective", "sale"))

    def test_a_revision_supersedes_the_effective_one(self):
        contract = self._issued(5)
        contract.buyer_po_number = "PO-1"
        contract.action_countersign()
        contract.with_user(self.manager).action_declare_effective("The bank's copy was seen")
        order = contract.order_id
        self._change(contract, product_uom_qty=150)
        self.assertTrue(contract.order_departs)
        contract.action_revise()
        revised = order.contract_ids.filtered(lambda one: one.state == "draft")
        self.assertEqual(revised.amount_total, 3000)
        revised.action_issue()
        self.assertEqual((contract.state, contract.superseded_by_id), ("superseded", revised))
        same = order._make_contract(order.last_version_id)["res_id"]
        same = self.env["foreign.trade.contract"].browse(same)
        revised.buyer_po_number = "PO-1a"
        revised.action_countersign()
        revised.with_user(self.manager).action_declare_effective("As before")
        with self.assertRaisesRegex(UserError, "effective already"):
            same.with_user(self.rep).action_issue()
