from odoo.tests import HttpCase, tagged

from .common import ForeignTradeCommon

TAPS = """
(async () => {
    const until = async (find, what) => {
        for (let round = 0; round < 500; round++) {
            const found = find();
            if (found) {
                return found;
            }
            await new Promise((resolve) => setTimeout(resolve, 100));
        }
        throw new Error("not on the screen: " + what);
    };
    const named = (selector, text) =>
        [...document.querySelectorAll(selector)].find(
            (one) => one.textContent.includes(text) && one.offsetParent !== null
        );
    try {
        for (const [selector, text] of %(taps)s) {
            (await until(() => named(selector, text), selector + " " + text)).click();
        }
        await until(() => named(".modal .o_form_view", ""), "the pop-up");
        (await until(() => named(".modal .o_selection_badge", "WeChat"), "WeChat")).click();
        await until(() => named(".modal .o_selection_badge.active", "WeChat"), "what was chosen");
        (await until(() => named(".modal footer button", "Log Contact"), "the button")).click();
        await until(() => !document.querySelector(".modal"), "the end of the pop-up");
        console.log("test successful");
    } catch (error) {
        console.error(error.message + " in " + document.body.innerText.slice(0, 800));
    }
})();
"""
MORE = ".o_form_statusbar .dropdown-toggle, .o_statusbar_buttons .dropdown-toggle"


@tagged("post_install", "-at_install")
class TestContactOnThePhone(HttpCase, ForeignTradeCommon):
    """Two taps lead to the pop-up, from lead, deal and customer."""

    browser_size = "390x844"
    touch_enabled = True

    def _tap(self, path, record, *taps):
        taps = [list(tap) for tap in taps]
        self.assertLessEqual(len(taps), 2)
        code = TAPS % {"taps": str(taps)}
        self.browser_js(path, code, ready="odoo.isReady === true", login=self.rep.login)
        logs = self.env["foreign.trade.contact.log"].search([], order="id desc")
        self.assertEqual(len(logs), 1, "one pop-up, one log")
        self.assertEqual(logs._get_record(), record)
        self.assertEqual((logs.channel, logs.user_id), ("wechat", self.rep))
        self.assertEqual(record.contact_last_user_id, self.rep)
        logs.unlink()

    def test_from_a_deal(self):
        deal = self._create_lead(partner_id=self.contact.id)
        button = ("button[name=action_log_contact]", "Log Contact")
        self._tap(f"/odoo/crm/{deal.id}", deal, (MORE, ""), button)

    def test_from_the_card_of_a_deal(self):
        deal = self._create_lead(partner_id=self.contact.id)
        self._tap(
            "/odoo/crm?view_type=kanban",
            deal,
            (".o_kanban_record .o_dropdown_kanban button, .o_kanban_record .dropdown-toggle", ""),
            (".dropdown-item", "Log Contact"),
        )

    def test_from_a_customer(self):
        path = f"/odoo/action-base.action_partner_form/{self.buyer.id}"
        self._tap(path, self.buyer, ("button[name=action_log_contact]", "Log Contact"))
