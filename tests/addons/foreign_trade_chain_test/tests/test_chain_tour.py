from odoo import Command
from odoo.tests import tagged

from odoo.addons.foreign_trade_crm.tests.lead_common import LeadCommon

from .step_screenshots import StepScreenshots


@tagged("post_install", "-at_install")
class TestChainTour(LeadCommon, StepScreenshots):
    """The chain in the web client: what representative, manager, clerk and finance click, picture
    by picture. Invoice and balance are Odoo's own screens: finance does them in Python."""

    chart_template = "generic_coa"
    browser_size = "1600x1000"
    screenshot_folder = "chain"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("es_ES")
        cls.env.ref("base.group_user").implied_ids = [
            Command.link(cls.env.ref("product.group_product_pricelist").id)
        ]
        cls.env["foreign.trade.gallery"].with_user(cls.admin)._load()
        cls.team = cls.env["crm.team"].search(
            [("name", "=", "Foreign Trade"), ("company_id", "=", cls.company.id)]
        )
        cls.team.write(
            {"user_id": cls.manager.id, "member_ids": [Command.set((cls.rep | cls.rep2).ids)]}
        )
        cls.channel.team_id = cls.team
        cls.env["foreign.trade.assignment.rule"].create(
            {
                "name": "Spain: Lin Wei",
                "company_id": cls.company.id,
                "country_ids": [Command.set(cls.env.ref("base.es").ids)],
                "team_id": cls.team.id,
                "user_id": cls.rep.id,
            }
        )
        cls.product.write({"hs_code": "940171", "country_of_origin": cls.env.ref("base.cn").id})
        cls._stock_up()

    @classmethod
    def _stock_up(cls):
        """The goods are made; nobody is asked about text messages to consignees."""
        warehouse = cls.env["stock.warehouse"].search([("company_id", "=", cls.company.id)])
        cls.env["stock.quant"]._update_available_quantity(cls.product, warehouse.lot_stock_id, 5000)
        cls.company.has_received_warning_stock_sms = True

    def _tour(self, name, user):
        self.start_tour("/odoo", f"foreign_trade_chain_{name}", login=user.login, timeout=150)
        self.env.invalidate_all()

    def test_chain(self):
        lead = self._receive().lead_id
        self.assertEqual((lead.user_id, lead.validity), (self.rep, "to_verify"))
        self._tour("lead", self.rep)
        self.assertEqual((lead.type, lead.stage_id.name), ("opportunity", "Requirement confirmed"))
        self.assertTrue(lead.first_response_at)
        self.assertTrue(lead.partner_id.parent_id.is_company)

        self._tour("quotation", self.rep)
        order = lead.order_ids
        self.assertEqual(order.quotation_version_ids.mapped("amount_total"), [35200, 35800, 37000])
        self.assertEqual((order.state, order.incoterm.code), ("sent", "FOB"))
        self._tour("sample", self.rep)
        self._tour("dispatch", self.clerk)
        self.assertEqual(lead.sample_request_ids.state, "dispatched")
        self._tour("negotiation", self.rep)
        self.assertEqual(lead.stage_id.name, "Awaiting order")

        contract = order.contract_ids
        self._tour("approval", self.manager)
        self.assertEqual(contract.approval_request_ids.decision_ids.user_id, self.manager)
        self._tour("approval", self.finance)
        self.assertEqual(contract.approval_state, "approved")
        self._tour("proforma", self.rep)
        self.assertEqual(contract.state, "countersigned")
        lead.with_user(self.rep).win_reason_id = self.env.ref("__foreign_trade__.win_reason_price")
        self._tour("deposit", self.finance)
        self.assertEqual(contract.payment_ids.create_uid, self.finance)
        self.assertEqual((contract.state, order.state), ("effective", "sale"))
        self.assertEqual(lead.won_status, "won")

        self._tour("shipment", self.clerk)
        shipment = order.shipment_ids
        self.assertEqual((shipment.state, shipment.bill_state), ("shipped", "issued"))
        self._invoice_and_pay(order)
        self._tour("release", self.clerk)
        self.assertEqual(shipment.bill_state, "released")
        self._tour("won", self.rep)
        self.assertEqual((order.trade_payment_state, order.delivery_status), ("paid", "full"))

    def _invoice_and_pay(self, order):
        """Finance invoices the order, uses the advance and registers the balance."""
        order = order.with_user(self.finance)
        wizard = self.env["sale.advance.payment.inv"].with_user(self.finance)
        wizard = wizard.with_context(active_model="sale.order", active_ids=order.ids)
        wizard.create({"advance_payment_method": "delivered"}).create_invoices()
        invoice = order.invoice_ids
        invoice.action_post()
        receivable = order.contract_ids.payment_ids.move_id.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        )
        invoice.js_assign_outstanding_line(receivable.id)
        register = self.env["account.payment.register"].with_user(self.finance)
        register = register.with_context(active_model="account.move", active_ids=invoice.ids)
        register.create({}).action_create_payments()
