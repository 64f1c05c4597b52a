from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from . import inquiry_samples
from .lead_common import LeadCommon


@tagged("post_install", "-at_install")
class TestLeadAccess(LeadCommon):
    """What each role may not do."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.inquiry = cls._receive()
        cls.inquiry.lead_id.user_id = cls.rep
        cls.rejected = cls._receive(inquiry_samples.auto_reply)

    def _visible(self, user):
        everything = self.inquiry | self.rejected
        return self.inquiries.with_user(user).search([("id", "in", everything.ids)])

    def test_who_reads_inquiries(self):
        self.assertEqual(self._visible(self.rep), self.inquiry)
        self.assertFalse(self._visible(self.rep2), "a colleague's lead")
        self.assertEqual(self._visible(self.clerk), self.inquiry)
        self.assertEqual(self._visible(self.manager), self.inquiry | self.rejected)
        with self.assertRaises(AccessError):
            self._visible(self.finance)
        with self.assertRaises(AccessError):
            self.rejected.with_user(self.rep).read(["raw"])

    def test_nobody_writes_or_deletes_inquiries(self):
        for user in (self.rep, self.clerk, self.manager):
            inquiry = self.inquiry.with_user(user)
            with self.assertRaises(AccessError):
                inquiry.write({"name": "Another"})
            with self.assertRaises(AccessError), mute_logger("odoo.models.unlink"):
                inquiry.unlink()
            with self.assertRaises(AccessError):
                inquiry.create({"channel_id": self.channel.id, "external_id": "x"})
        self.rejected.with_user(self.admin).unlink()

    def test_what_happened_is_written_by_nobody_who_is_measured(self):
        lead = self.inquiry.lead_id.with_user(self.rep)
        leads, at = lead.browse(), "2026-03-02 08:00:00"
        for name, value in (
            ("first_response_at", at),
            ("first_response_hours", 0.5),
            ("contact_last_at", at),
            ("assignment_kind", "fixed"),
            ("match_score", 100),
            ("date_last_stage_update", at),
            ("duplicate_name", "nobody"),
        ):
            with self.assertRaisesRegex(AccessError, "noted by the system"):
                lead.write({name: value})
            with self.assertRaisesRegex(AccessError, "noted by the system"):
                leads.create({"name": "Fast", name: value})
            with self.assertRaisesRegex(AccessError, "noted by the system"):
                leads.with_context(**{f"default_{name}": value}).create({"name": "Fast"})
            [message] = leads.load(["name", name], [["Fast", str(value)]])["messages"]
            self.assertIn("noted by the system", message["message"])
        lead.with_user(self.manager).first_response_at = at
        twin = leads.create({"name": "Twin"})
        merged = (lead | twin).merge_opportunity()
        self.assertEqual(str(merged.first_response_at), at, "merging keeps it")

    def test_retry_is_for_managers(self):
        with self.assertRaises(AccessError):
            self.inquiry.with_user(self.rep).action_retry()

    def test_settings_are_for_managers(self):
        rule = self._rule(user_id=self.rep.id)
        reason = self.env.ref("foreign_trade_crm.invalid_reason_peer")
        for user in (self.rep, self.clerk, self.finance):
            for record in (self.channel, rule, reason):
                with self.assertRaises(AccessError):
                    record.with_user(user).write({"name": "Mine"})
        self.channel.with_user(self.manager).name = "Shop"

    def test_own_and_unassigned_leads(self):
        other = self._lead(self.rep2, user_id=self.rep2.id)
        free = self._lead(self.manager, user_id=False)
        leads = self.env["crm.lead"].with_user(self.rep).search([])
        self.assertIn(free, leads)
        self.assertNotIn(other, leads)
