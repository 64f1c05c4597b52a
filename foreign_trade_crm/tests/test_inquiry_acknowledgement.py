from freezegun import freeze_time

from odoo.tests import tagged

from . import inquiry_samples
from .lead_common import LeadCommon


@tagged("post_install", "-at_install")
class TestInquiryAcknowledgement(LeadCommon):
    def _acknowledgements(self, lead):
        return lead.message_ids.filtered(lambda message: message.message_type == "auto_comment")

    def test_acknowledged_in_the_language_of_the_inquiry(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.template.with_context(lang="zh_CN").body_html = "<p>您好, 我们已收到您的询价</p>"
        inquiry = self._receive(inquiry_samples.chinese)
        message = self._acknowledgements(inquiry.lead_id)
        self.assertIn("我们已收到您的询价", message.body)
        self.assertEqual(message.outgoing_email_to, "jialing.chen@lionoutdoor.com.sg")
        self.assertTrue(inquiry.acknowledged_on)
        mail = self.env["mail.mail"].search([("mail_message_id", "=", message.id)])
        self.assertIn("jialing.chen@lionoutdoor.com.sg", mail.mapped("email_to")[0])
        self.assertIn("auto-replied", mail[0].headers)

    def test_names_who_answers_and_when(self):
        self._rule(user_id=self.rep.id)
        message = self._acknowledgements(self._receive(inquiry_samples.english).lead_id)
        self.assertIn("Lin Wei", message.body)
        self.assertIn("24", message.body)
        self.assertEqual(message.subject, "Re: Quotation request: folding chairs")

    def test_is_no_first_response(self):
        lead = self._receive().lead_id
        self.assertTrue(self._acknowledgements(lead))
        self.assertFalse(lead.first_response_at)

    def test_once_a_day_for_an_address(self):
        with freeze_time("2026-03-02 08:00:00"):
            first = self._receive().lead_id
            second = self._receive().lead_id
        with freeze_time("2026-03-03 09:00:00"):
            third = self._receive().lead_id
        self.assertTrue(self._acknowledgements(first))
        self.assertFalse(self._acknowledgements(second))
        self.assertTrue(self._acknowledgements(third))

    def test_a_day_is_that_of_the_company(self):
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        with freeze_time("2026-03-02 23:50:00"):
            first = self._receive().lead_id
        with freeze_time("2026-03-03 00:20:00"):
            second = self._receive().lead_id
        with freeze_time("2026-03-03 16:10:00"):
            third = self._receive().lead_id
        self.assertTrue(self._acknowledgements(first))
        self.assertFalse(self._acknowledgements(second), "half an hour later, the same morning")
        self.assertTrue(self._acknowledgements(third))

    def test_promises_what_is_measured(self):
        """The policy that fits this lead, and the weekend as the buyer lives it."""
        policies = self.env["foreign.trade.deadline.policy"]
        policies.create({"name": "Fairs", "hours": 4, "domain": "[('name', '=', 'no')]"})
        policies.create({"name": "All", "hours": 8, "sequence": 20})
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        with freeze_time("2026-03-02 08:00:00"):
            self.assertIn("within 8 hours", self._promise())
        with freeze_time("2026-03-06 12:00:00"):
            self.assertIn("within 56 hours", self._promise(), "Friday 20:00 to Monday 04:00")

    def _promise(self):
        [message] = self._acknowledgements(self._receive(sender=("A", "a@b.example")).lead_id)
        return message.body

    def test_never_to_machines_lists_and_ourselves(self):
        for lead in (
            self._receive(inquiry_samples.mailing_list).lead_id,
            self._receive(sender=("Robot", "no-reply@alibaba.com")).lead_id,
            self._receive(sender=("Colleague", "office@ningbo-garden.example")).lead_id,
            self._receive(sender=("Branch", "anna@sh.ningbo-garden.example")).lead_id,
            self._receive(sender=("List", "chairs-request@lists.example")).lead_id,
            self._receive(inquiry_samples.without_sender).lead_id,
        ):
            self.assertTrue(lead)
            self.assertFalse(self._acknowledgements(lead))

    def test_not_for_an_answer(self):
        lead = self._receive(message_id="<first@turia.es>").lead_id
        with freeze_time("2030-01-01"):
            self._receive(references="<first@turia.es>")
        self.assertEqual(len(self._acknowledgements(lead)), 1)

    def test_no_template_no_acknowledgement(self):
        self.channel.acknowledge_template_id = False
        self.assertFalse(self._acknowledgements(self._receive().lead_id))

    def test_broken_template_costs_no_lead(self):
        self.template.body_html = '<p><t t-out="object.nonsense"/></p>'
        with self.assertLogs(
            "odoo.addons.foreign_trade_crm.models.foreign_trade_inquiry_acknowledgement", "WARNING"
        ):
            inquiry = self._receive()
        self.assertEqual(inquiry.state, "processed")
        self.assertTrue(inquiry.lead_id)
