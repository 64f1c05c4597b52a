from odoo import Command
from odoo.exceptions import AccessError

from .common import SamplesCommon


class TestSampleAccess(SamplesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.request = cls._create_dispatched()

    def _search_as(self, user):
        requests = self.request.with_user(user).with_context(
            allowed_company_ids=user.company_id.ids
        )
        return requests.search([("id", "=", self.request.id)])

    def test_rep_sees_own_deals_only(self):
        self.assertTrue(self._search_as(self.rep))
        self.assertFalse(self._search_as(self.rep2))
        with self.assertRaises(AccessError):
            self.request.with_user(self.rep2).write({"tracking_number": "0"})
        with self.assertRaises(AccessError):
            self.request.line_ids.with_user(self.rep2).write({"quantity": 9})

    def test_rep_makes_no_request_for_a_colleagues_deal(self):
        with self.assertRaises(AccessError):
            self._create_request(user=self.rep2)

    def test_only_the_manager_deletes(self):
        for user in (self.rep, self.clerk, self.finance):
            with self.assertRaises(AccessError):
                self.request.with_user(user).unlink()
        self.request.with_user(self.manager).unlink()

    def test_finance_reads_and_changes_nothing(self):
        request = self._search_as(self.finance)
        self.assertEqual(request.state, "dispatched")
        with self.assertRaises(AccessError):
            request.write({"tracking_number": "0"})
        with self.assertRaises(AccessError):
            request.action_cancel()
        with self.assertRaises(AccessError):
            self._create_request(user=self.finance)

    def test_clerk_dispatches_for_anybody(self):
        request = self._create_request(courier_id=self.courier.id, tracking_number="1")
        request.with_user(self.clerk).action_dispatch()
        self.assertEqual(request.state, "dispatched")

    def test_plain_employee_and_plain_salesman_see_nothing(self):
        for groups in ("", "sales_team.group_sale_salesman_all_leads"):
            user = self._create_user(f"outsider_{len(groups)}", groups)
            with self.assertRaises(AccessError):
                self.request.with_user(user).read(["name"])

    def test_plain_salesman_still_opens_and_copies_opportunities(self):
        user = self._create_user("plain", "sales_team.group_sale_salesman_all_leads")
        lead = self.opportunity.with_user(user)
        self.assertNotIn("sample_request_ids", lead.fields_get())
        self.assertTrue(lead.copy())

    def test_rep_does_not_edit_couriers(self):
        with self.assertRaises(AccessError):
            self.courier.with_user(self.rep).write({"tracking_url": False})
        self.courier.with_user(self.clerk).write({"tracking_url": False})

    def test_another_companys_requests_stay_hidden(self):
        other = self.env["res.company"].create({"name": "Other Exporter"})
        for group in ("sales_representative", "clerk", "finance", "sales_manager"):
            user = self._create_user(
                f"other_{group}", f"foreign_trade_crm.group_{group}", company=other
            )
            self.assertFalse(self._search_as(user), group)
            lines = self.request.line_ids.with_env(self._search_as(user).env)
            self.assertFalse(lines.search([("request_id", "=", self.request.id)]), group)

    def test_company_follows_the_opportunity(self):
        other = self.env["res.company"].create({"name": "Other Exporter"})
        self.env.user.company_ids = [Command.link(other.id)]
        lead = self.env["crm.lead"].create({"name": "Elsewhere", "company_id": other.id})
        request = self.env["foreign.trade.sample.request"].create({"opportunity_id": lead.id})
        self.assertEqual(request.company_id, other)
