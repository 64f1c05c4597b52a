from odoo.tests import HttpCase, tagged

from .common import ForeignTradeCommon

WAIT_FOR = """
const started = Date.now();
const timer = setInterval(() => {
    const found = [...document.querySelectorAll(%(selector)r)].some((one) =>
        one.textContent.includes(%(text)r)
    );
    if (found) {
        clearInterval(timer);
        console.log("test successful");
    } else if (Date.now() - started > 50000) {
        clearInterval(timer);
        console.error("not on the screen: " + %(text)r + " in " + document.body.innerText);
    }
}, 100);
"""


@tagged("post_install", "-at_install")
class TestEngineScreens(HttpCase, ForeignTradeCommon):
    """What the engines show in the web client."""

    def _see(self, path, user, selector, text):
        code = WAIT_FOR % {"selector": selector, "text": text}
        self.browser_js(path, code, ready="odoo.isReady === true", login=user.login)

    def test_countdown_on_the_lead_card(self):
        self.env["foreign.trade.deadline.policy"].create(
            {"name": "Promise", "hours": 10, "warn_before": 2, "company_id": self.company.id}
        )
        lead = self._create_lead(type="lead")
        self.assertEqual(lead.deadline_state, "ok")
        self._see("/odoo/action-crm.crm_lead_all_leads", self.rep, ".badge", "left")
        self._see(
            "/odoo/action-crm.crm_lead_all_leads?view_type=kanban", self.rep, ".badge", "left"
        )

    def test_approver_sees_what_waits(self):
        self.env["foreign.trade.approval.rule"].create(
            {
                "name": "Four eyes",
                "measure": "always",
                "approver_ids": [(6, 0, self.manager.ids)],
                "company_id": self.company.id,
            }
        )
        order = self._create_order()
        order.action_request_approval()
        path = "/odoo/action-foreign_trade_crm.foreign_trade_approval_request_action"
        self._see(path, self.manager, ".o_kanban_record", order.name)
        self._see(path, self.manager, ".o_kanban_record footer", "Approve")
        self._see(f"{path}?view_type=list", self.manager, ".o_data_row", order.name)
        self._see(f"/odoo/sales/{order.id}", self.manager, ".o_statusbar_buttons", "Approve")
        self._see(f"/odoo/sales/{order.id}", self.rep, ".alert", self.manager.name)

    def test_rule_screens_open_for_managers(self):
        gallery = self.env["foreign.trade.gallery"].with_user(self.manager)
        gallery._load(["approval_default", "deadline_first_response"])
        for action, text in (
            ("foreign_trade_approval_rule_action", "Margin below 8 %"),
            ("foreign_trade_deadline_policy_action", "Answer every lead within 24 hours"),
        ):
            self._see(f"/odoo/action-foreign_trade_crm.{action}", self.manager, "table", text)
