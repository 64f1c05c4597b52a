from lxml import etree

from odoo.tests import Form, tagged

from .quotes_common import ReceiptsCommon


@tagged("post_install", "-at_install")
class TestQuotationViews(ReceiptsCommon):
    """The screens open for everybody who opened them before, and for those they are made for."""

    def _open_form(self, record):
        """Read what the form of the record shows its user; return the arch."""
        arch = record.get_view(view_type="form")["arch"]
        fields = etree.fromstring(arch).xpath("//field[not(ancestor::field)]/@name")
        record.web_read({name: {} for name in fields})
        return arch

    def test_order_form(self):
        contract = self._countersigned()
        order = contract.order_id
        outsiders = [
            self._create_user("stock", "stock.group_stock_user"),
            self._create_user("books", "account.group_account_invoice"),
            self._create_user("plain", "sales_team.group_sale_salesman_all_leads"),
        ]
        roles = [self.rep, self.clerk, self.finance, self.manager, self.admin]
        for user in (*roles, *outsiders):
            with self.subTest(user.login):
                self.assertIn("payment_plan_id", self._open_form(order.with_user(user)))

    def test_order_form_fills_in_the_terms(self):
        form = Form(self.env["sale.order"].with_user(self.rep))
        form.partner_id = self.buyer
        form.payment_plan_id = self.plan
        form.port_loading_id = self.ningbo
        self.assertEqual(form.save().payment_plan_id, self.plan)

    def test_contract_form(self):
        contract = self._create_contract()
        for user in (self.rep, self.clerk, self.finance, self.manager):
            self._open_form(contract.with_user(user))
            self._open_form(contract.version_id.with_user(user))
        with Form(contract.with_user(self.rep)) as form:
            form.latest_shipment_date = "2026-06-30"
            with form.payment_milestone_ids.edit(0) as deposit:
                deposit.percent = 40
            with form.payment_milestone_ids.edit(1) as balance:
                balance.percent = 60
        self.assertEqual(contract.payment_milestone_ids.mapped("amount"), [800, 1200])
        contract.action_issue()
        with Form(contract.with_user(self.rep)) as form:
            form.buyer_po_number = "PO-1"
        contract.action_countersign()
        self.assertEqual(contract.state, "countersigned")

    def test_receipt_form_proposes_what_is_due(self):
        contract = self._countersigned()
        receipts = self.env["foreign.trade.contract.receipt"].with_user(self.finance)
        with Form(receipts.with_context(default_contract_id=contract.id)) as form:
            self.assertEqual(form.amount, 600)
            self.assertEqual(form.currency_id, self.usd)
            self.assertEqual(form.journal_id, self.bank)

    def test_acceptance_form(self):
        contract = self._create_contract()
        action = contract.version_id.with_user(self.rep).action_accept()
        acceptances = self.env[action["res_model"]].with_user(self.rep)
        form = Form(acceptances.with_context(**action["context"]))
        form.note = "e-mail of 3 March"
        self.assertEqual(form.save().order_id.accepted_version_id, contract.version_id)
