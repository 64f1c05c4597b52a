from odoo.tests import HttpCase, tagged

from .gate_common import GateCommon


class GateTourCase(GateCommon, HttpCase):
    """One deal in front of a gate that asks for three fields."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_rule(
            cls.quoted,
            ["function", "expected_revenue", "partner_id"],
            message="Say who buys, what for and how much.",
            help_action="action_schedule_meeting",
        )
        cls.deal = cls._create_lead()
        cls.board = cls.env["ir.actions.act_window"].create(
            {
                "name": "Board",
                "res_model": "crm.lead",
                "view_mode": "kanban,form",
                "context": str({"default_team_id": cls.team.id, "default_type": "opportunity"}),
                "domain": str([("team_id", "=", cls.team.id)]),
            }
        )

    def _open(self, tour, record=None, user=None):
        url = f"/odoo/action-{self.board.id}"
        if record is not None:
            url = f"/odoo/{record._name}/{record.id}"
        self.start_tour(url, tour, login=(user or self.rep).login)
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestGateTour(GateTourCase):
    """The dialog and the checklist, in the browser."""

    browser_size = "1366x768"

    def test_kanban(self):
        self._open("foreign_trade_gate_kanban")
        self.assertEqual(self.deal.stage_id, self.quoted)
        self.assertEqual(self.deal.expected_revenue, 12000)

    def test_form(self):
        self._open("foreign_trade_gate_form", self.deal)
        self.assertEqual(self.deal.partner_id, self.buyer)

    def test_checklist(self):
        self._open("foreign_trade_gate_checklist", self.deal)
        self.assertEqual((self.deal.partner_id, self.deal.stage_id), (self.buyer, self.quoted))

    def test_order(self):
        self._create_rule(
            fields=["client_order_ref"], model="sale.order", transition="order_confirm"
        )
        order = self._create_order()
        self._open("foreign_trade_gate_order", order)
        self.assertEqual((order.state, order.client_order_ref), ("sale", "PO 4711"))

    def test_override(self):
        self._open("foreign_trade_gate_override", self.deal, self.manager)
        kept = self.env["foreign.trade.gate.override"].search([("res_id", "=", self.deal.id)])
        self.assertEqual(kept.reason, "Agreed with the owner by phone")

    def test_list(self):
        view = self.env["ir.ui.view"].create(
            {
                "name": "Editable list",
                "model": "crm.lead",
                "arch": """<list editable="bottom">
                    <field name="name"/><field name="stage_id"/>
                </list>""",
            }
        )
        self.board.write({"view_mode": "list", "view_id": view.id})
        self._open("foreign_trade_gate_list")
        self.assertEqual((self.deal.stage_id, self.deal.name), (self.quoted, "Garden chairs"))

    def test_convert(self):
        self._create_rule(fields=["city"], message="Say which city.")
        lead = self._create_lead(type="lead", email_from="anna@buyer.example")
        self._open("foreign_trade_gate_convert", lead)
        self.assertEqual((lead.type, lead.city), ("opportunity", "Hamburg"))

    def test_new_record(self):
        self._open("foreign_trade_gate_new_record")


@tagged("post_install", "-at_install")
class TestGateTourMobile(GateTourCase):
    """The dialog on a phone."""

    browser_size = "390x844"
    touch_enabled = True

    def test_form(self):
        self._open("foreign_trade_gate_mobile", self.deal)
        self.assertEqual(self.deal.stage_id, self.quoted)

    def test_checklist(self):
        self._open("foreign_trade_gate_checklist_mobile", self.deal)
        self.assertEqual(self.deal.partner_id, self.buyer)
