from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ForeignTradeCommon


@tagged("post_install", "-at_install")
class TestHandOver(ForeignTradeCommon):
    """A customer or lead is handed over with a reason."""

    def _hand_over(self, records, user, **values):
        wizard = self.env["foreign.trade.owner.change"].with_user(user)
        wizard = wizard.with_context(active_model=records._name, active_ids=records.ids)
        return wizard.create(
            {"user_id": self.rep2.id, "reason": "Maternity leave", **values}
        ).action_apply()

    def test_a_lead(self):
        lead = self._create_lead(self.rep)
        action = self._hand_over(lead, self.rep)
        self.assertEqual(lead.sudo().user_id, self.rep2)
        self.assertEqual(lead.sudo().ownership_ids[0].reason, "Maternity leave")
        self.assertEqual(lead.sudo().ownership_ids[0].changed_by_id, self.rep)
        self.assertEqual(action["res_model"], "crm.lead", "who gave it away no longer reads it")
        with self.assertRaises(AccessError):
            self._hand_over(lead, self.rep)

    def test_a_customer_with_its_deals(self):
        deal = self._create_lead(self.rep, partner_id=self.contact.id)
        won = self._create_lead(self.rep, partner_id=self.buyer.id)
        won.action_set_won()
        quotation = self._create_order(self.rep)
        ordered = self._create_order(self.rep)
        ordered.action_confirm()
        self._hand_over(self.buyer, self.rep)
        self.assertEqual(self.buyer.user_id, self.rep2)
        self.assertEqual((deal.sudo() | quotation.sudo().opportunity_id).user_id, self.rep2)
        self.assertEqual(quotation.sudo().user_id, self.rep2)
        self.assertEqual(won.user_id, self.rep)
        self.assertEqual(ordered.user_id, self.rep)

    def test_a_customer_alone(self):
        deal = self._create_lead(self.rep, partner_id=self.contact.id)
        self._hand_over(self.buyer, self.manager, with_deals=False)
        self.assertEqual(self.buyer.user_id, self.rep2)
        self.assertEqual(deal.user_id, self.rep)
