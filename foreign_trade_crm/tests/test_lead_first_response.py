import re
from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import mute_logger

from .lead_common import LeadCommon

INQUIRY = "odoo.addons.foreign_trade_crm.models.foreign_trade_inquiry"


@tagged("post_install", "-at_install")
class TestLeadFirstResponse(LeadCommon):
    """A person's message, call or meeting; nothing else."""

    def setUp(self):
        super().setUp()
        self.lead = self._receive().lead_id
        self.lead.user_id = self.rep

    def _post(self, user, **values):
        values = {"message_type": "comment", "subtype_xmlid": "mail.mt_comment", **values}
        return self.lead.with_user(user).message_post(body="Dear Ms Peña", **values)

    def test_message_to_the_buyer(self):
        at = self.lead.create_date + timedelta(hours=5, minutes=30)
        with freeze_time(at):
            self._post(self.rep, outgoing_email_to=self.lead.email_from)
        self.assertEqual(self.lead.first_response_at, at.replace(microsecond=0))
        self.assertAlmostEqual(self.lead.first_response_hours, 5.5, places=2)

    def test_clock(self):
        """The ready set's clock starts with the lead and stops with the answer."""
        self.env["foreign.trade.gallery"].with_user(self.manager)._load(["deadline_first_response"])
        self.template.body_html = "<p><t t-out=\"ctx.get('answer_hours')\"/> hours</p>"
        self.env["foreign.trade.deadline.policy"].search([]).write({"hours": 12, "warn_before": 2})
        self.lead = self._receive(sender=("Luis", "luis@otra.es")).lead_id
        self.assertEqual(self.lead.deadline_state, "ok")
        acknowledgement = self.lead.message_ids.filtered(lambda m: m.message_type == "auto_comment")
        promised = int(re.search(r"(\d+) hours", acknowledgement.body).group(1))
        left = self.lead.deadline_ids.due_at - self.lead.create_date
        self.assertAlmostEqual(promised, left.total_seconds() / 3600, delta=1)
        self._post(self.manager, outgoing_email_to=self.lead.email_from)
        self.lead.invalidate_recordset()
        self.assertEqual(self.lead.deadline_state, "met")
        self.assertEqual(self.lead.deadline_ids.done_at, self.lead.first_response_at)

    def test_inquiry_that_waited(self):
        """Three hours in the log of failures are three hours of the promise."""
        self.env["foreign.trade.gallery"].with_user(self.manager)._load(["deadline_first_response"])
        now = self.env.cr.now().replace(microsecond=0)
        arrival = now - timedelta(hours=3)
        with freeze_time(arrival), self._breaking(ValueError("no")), mute_logger(INQUIRY):
            inquiry = self._receive(sender=("Luis", "luis@otra.es"))
        inquiry.with_user(self.manager).action_retry()
        lead = inquiry.lead_id
        self.assertEqual(lead.deadline_ids.filtered("policy_id").started_at, arrival)
        self.lead = lead
        with freeze_time(lead.create_date + timedelta(hours=1)):
            self._post(self.manager, outgoing_email_to=lead.email_from)
        self.assertAlmostEqual(lead.first_response_hours, 4, places=1)

    def test_only_the_first_counts(self):
        self._post(self.rep, outgoing_email_to=self.lead.email_from)
        first = self.lead.first_response_at
        with freeze_time(first + timedelta(hours=3)):
            self._post(self.rep, outgoing_email_to=self.lead.email_from)
        self.assertEqual(self.lead.first_response_at, first)

    def test_whoever_answers_now_did_not_answer_yesterday(self):
        at = self.lead.create_date + timedelta(hours=30)
        with freeze_time(at):
            early = str(self.lead.create_date.replace(microsecond=0))
            self._post(self.rep, outgoing_email_to=self.lead.email_from, date=early)
        self.assertAlmostEqual(self.lead.first_response_hours, 30, places=1)

    def test_message_to_a_partner(self):
        self._post(self.rep, partner_ids=self.contact.ids)
        self.assertTrue(self.lead.first_response_at)

    def test_no_answer(self):
        self._post(self.rep, subtype_xmlid="mail.mt_note", partner_ids=self.contact.ids)
        self._post(self.rep, partner_ids=self.manager.partner_id.ids)
        self._post(self.rep)
        self._post(self.rep, outgoing_email_to=self.rep2.email)
        self._post(self.env.ref("base.user_root"), outgoing_email_to=self.lead.email_from)
        self._post(self.rep, outgoing_email_to=self.lead.email_from, message_type="auto_comment")
        self._receive(references=self.lead.message_ids[-1].message_id)
        self.assertFalse(self.lead.first_response_at)

    def _do(self, xmlid, user=None):
        activity = self.lead.activity_schedule(xmlid, user_id=self.rep.id)
        activity.with_user(user or self.rep).action_feedback(feedback="Spoke with Ms Peña")

    def test_call_meeting_email_activities(self):
        for xmlid in ("call", "meeting", "email"):
            self.lead.first_response_at = False
            self._do(f"mail.mail_activity_data_{xmlid}")
            self.assertTrue(self.lead.first_response_at, xmlid)

    def test_other_activities_are_no_answer(self):
        self._do("mail.mail_activity_data_todo")
        self.assertFalse(self.lead.first_response_at)
        self._do("mail.mail_activity_data_call", self.env.ref("base.user_root"))
        self.assertFalse(self.lead.first_response_at)
