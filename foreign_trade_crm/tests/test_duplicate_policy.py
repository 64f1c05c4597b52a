from odoo.tests import tagged

from . import inquiry_samples
from .lead_common import LeadCommon

BUYER = ("María Peña", "maria.pena@jardinesdelturia.es")


@tagged("post_install", "-at_install")
class TestDuplicatePolicy(LeadCommon):
    """What a channel does with an inquiry of a buyer who is known."""

    def _mail(self, number=1, sender=BUYER, **options):
        return self._receive(
            inquiry_samples.spanish, sender=sender, message_id=f"<{number}@turia.es>", **options
        )

    def _facts(self, external_id="f1", **facts):
        inquiry = self.inquiries.create({"channel_id": self.channel.id, "external_id": external_id})
        facts = {"subject": "Gazebos", "message": "500 gazebos please", **facts}
        inquiry.write(inquiry._process_facts(facts))
        inquiry._after_processing()
        return inquiry

    def test_create_and_flag(self):
        first = self._mail(1)
        self.assertFalse(first.lead_id.duplicate_flag)
        second = self._mail(2)
        self.assertEqual(second.state, "processed")
        self.assertNotEqual(second.lead_id, first.lead_id)
        self.assertTrue(second.lead_id.duplicate_flag)
        self.assertFalse(first.lead_id.duplicate_flag)
        lead = second.lead_id
        lead.user_id = self.rep
        lead.with_user(self.rep).action_dismiss_duplicate()
        self.assertFalse(lead.duplicate_flag)

    def test_flag_tells_a_known_customer_by_name(self):
        self.env["res.partner"].create({"name": "Jardines del Turia SL", "is_company": True})
        self.assertTrue(self._mail().lead_id.duplicate_flag)

    def test_an_inquiry_of_a_linked_customer_is_not_flagged(self):
        lead = self._receive(
            inquiry_samples.english, sender=("Anna Schmidt", self.contact.email)
        ).lead_id
        self.assertEqual(lead.partner_id, self.contact)
        self.assertFalse(lead.duplicate_flag)

    def test_attach_mail(self):
        self.channel.duplicate_policy = "attach"
        first = self._mail(1)
        lead = first.lead_id
        lead.user_id = self.rep
        count = self.env["crm.lead"].search_count([])
        second = self._mail(2)
        self.assertEqual(second.state, "duplicate")
        self.assertTrue(second.attached)
        self.assertEqual(second.lead_id, lead)
        self.assertEqual(self.env["crm.lead"].search_count([]), count)
        self.assertIn("<2@turia.es>", lead.message_ids.mapped("message_id"))
        self.assertEqual(lead.activity_ids.user_id, self.rep)
        self.assertIn("sillas plegables", lead.activity_ids.summary)

    def test_attach_facts(self):
        self.channel.duplicate_policy = "attach"
        lead = self._create_lead(type="lead", email_from=BUYER[1], name="Chairs")
        inquiry = self._facts(
            email=BUYER[1], phone="+34 963 12 34 56", product="Gazebo", quantity=500
        )
        self.assertEqual((inquiry.state, inquiry.lead_id), ("duplicate", lead))
        self.assertIn("500 gazebos", lead.message_ids[0].body)
        self.assertEqual(lead.phone, "+34 963 12 34 56", "what the lead had not, it has now")
        self.assertEqual(lead.requirement_line_ids.name, "Gazebo")
        self.assertEqual(lead.name, "Chairs")

    def test_attach_facts_loses_nothing(self):
        """What the lead takes stands in its fields; another number or address in the message."""
        self.channel.duplicate_policy = "attach"
        lead = self._create_lead(email_from=BUYER[1], phone="+34 963 12 34 56", city="Valencia")
        self._facts(
            email=BUYER[1],
            phone="+34 961 00 00 01",
            whatsapp="+34 612 34 56 78",
            street="Calle del Mar 12",
            city="Alboraya",
        )
        self.assertEqual(lead.street, "Calle del Mar 12")
        self.assertEqual(lead.whatsapp_number, "+34612345678")
        self.assertEqual((lead.phone, lead.city), ("+34 963 12 34 56", "Valencia"))
        body = lead.message_ids[0].body
        self.assertIn("+34 961 00 00 01", body)
        self.assertIn("Alboraya", body)
        self.assertNotIn("Calle del Mar 12", body)
        self.assertNotIn("612 34 56 78", body)

    def test_attach_needs_proof(self):
        self.channel.duplicate_policy = "attach"
        lead = self._create_lead(type="lead", partner_name="Casa Verde SL")
        by_name = self._facts("1", company_name="Casa Verde S.A.", email="a@casaverde.example")
        self.assertNotEqual(by_name.lead_id, lead)
        self.assertTrue(by_name.lead_id.duplicate_flag)
        colleague = self._facts("2", company_name="CASA VERDE", email="b@casaverde.example")
        self.assertEqual(colleague.lead_id, by_name.lead_id, "same company, same domain")
        self.assertEqual(colleague.state, "duplicate")

    def test_nothing_open(self):
        """What is lost, won or invalid takes no inquiry; the buyer's next one is a lead."""
        self.channel.duplicate_policy = "attach"
        lost = self._create_lead(type="lead", email_from=BUYER[1])
        lost.action_set_lost()
        inquiry = self._mail(1)
        self.assertEqual(inquiry.state, "processed")
        self.assertNotEqual(inquiry.lead_id, lost)
        self.assertTrue(inquiry.lead_id.duplicate_flag)

    def test_customers_open_deal(self):
        self.channel.duplicate_policy = "attach"
        deal = self._create_lead(partner_id=self.contact.id)
        inquiry = self._receive(
            inquiry_samples.english, sender=("Anna Schmidt", self.contact.email)
        )
        self.assertEqual(inquiry.lead_id, deal)

    def test_customer_without_a_deal(self):
        self.channel.duplicate_policy = "attach"
        inquiry = self._receive(
            inquiry_samples.english, sender=("Anna Schmidt", self.contact.email)
        )
        self.assertEqual(inquiry.state, "processed")
        self.assertEqual(inquiry.lead_id.partner_id, self.contact)

    def test_a_reply_goes_to_what_it_answers(self):
        self.channel.duplicate_policy = "attach"
        lead = self._mail(1).lead_id
        other = self._create_lead(type="lead", email_from=BUYER[1], name="Newer one")
        answer = lead.with_user(self.manager).message_post(
            body="Dear Ms Peña",
            subtype_xmlid="mail.mt_comment",
            message_type="comment",
            outgoing_email_to=lead.email_from,
        )
        inquiry = self._mail(2, in_reply_to=answer.message_id)
        self.assertEqual((inquiry.state, inquiry.lead_id), ("processed", lead))
        self.assertFalse(inquiry.attached)
        self.assertFalse(other.message_ids.filtered(lambda m: m.message_type == "email"))

    def test_other_company(self):
        self.channel.duplicate_policy = "attach"
        other = self._create_exporter("Yiwu Export Co., Ltd.")
        lead = self.env["crm.lead"].create(
            {"name": "X", "email_from": BUYER[1], "company_id": other.id, "team_id": False}
        )
        self.assertNotEqual(self._mail(1).lead_id, lead)
