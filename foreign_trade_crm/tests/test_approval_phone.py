from odoo.tests import HttpCase, tagged

from .common import ForeignTradeCommon

APPROVE = """
const started = Date.now();
let asked = false;
const timer = setInterval(() => {
    const button = document.querySelector(".o_kanban_record footer [name=action_approve]");
    if (button && !asked) {
        asked = true;
        if (document.documentElement.scrollWidth > window.innerWidth + 1) {
            console.error("wider than the phone");
        }
        button.click();
    } else if (asked && !button) {
        clearInterval(timer);
        console.log("test successful");
    } else if (Date.now() - started > 50000) {
        clearInterval(timer);
        console.error("not approved: " + document.body.innerText);
    }
}, 200);
"""


@tagged("post_install", "-at_install")
class TestApprovalPhone(HttpCase, ForeignTradeCommon):
    """An approver on the way: one tap on a telephone."""

    browser_size = "390x844"
    touch_enabled = True

    def test_approve_with_a_tap(self):
        rule = self.env["foreign.trade.approval.rule"].create(
            {
                "name": "Four eyes",
                "approver_ids": [(6, 0, self.manager.ids)],
                "company_id": self.company.id,
            }
        )
        rule.copy({"name": "Too large", "measure": "amount"})
        order = self._create_order()
        order.action_request_approval()
        path = "/odoo/action-foreign_trade_crm.foreign_trade_approval_request_action"
        self.browser_js(path, APPROVE, ready="odoo.isReady === true", login=self.manager.login)
        self.assertEqual(order.sudo().approval_request_ids.mapped("state"), ["approved"] * 2)
