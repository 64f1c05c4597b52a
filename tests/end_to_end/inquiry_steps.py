"""Steps 1 to 3 of the chain: inquiry, qualification, conversion."""

import base64
import importlib.util
from pathlib import Path

BUYER = "maria.pena@jardinesdelturia.es"


def inquiry_samples():
    """The raw mails that the module's own tests use, loaded by path: no Odoo is imported."""
    root = Path(__file__).resolve().parents[2]
    path = root / "foreign_trade_crm" / "tests" / "inquiry_samples.py"
    spec = importlib.util.spec_from_file_location("inquiry_samples", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class InquirySteps:
    """A Spanish inquiry with a PDF comes by mail, is answered, and becomes an opportunity."""

    def test_01_inquiry_is_logged_raw_and_becomes_a_lead(self):
        ex = self.exporter
        raw = inquiry_samples().spanish(ex.address)
        ex.gate.deliver(raw)
        inquiry = self.manager["foreign.trade.inquiry"].only(
            [("channel_id", "=", ex.channel)], "state", "raw", "lead_id", "error", "language"
        )
        self.assertEqual(inquiry["state"], "processed", inquiry["error"])
        self.assertEqual(base64.b64decode(inquiry["raw"]), raw)
        self.assertEqual(inquiry["language"], "es")
        cls = type(self)
        cls.raw, cls.lead = raw, inquiry["lead_id"][0]
        lead = self.rep["crm.lead"].get(
            self.lead, "type", "name", "channel_id", "email_from", "duplicate_domain", "country_id",
            "lang_code", "contact_name", "partner_name", "validity", "description", "partner_id",
        )  # fmt: skip
        self.assertEqual(lead["type"], "lead")
        self.assertEqual(lead["name"], "Solicitud de cotización: sillas plegables de jardín")
        self.assertEqual(lead["channel_id"][0], ex.channel)
        self.assertIn(BUYER, lead["email_from"])
        self.assertEqual(lead["duplicate_domain"], "jardinesdelturia.es")
        self.assertEqual(lead["country_id"][0], ex.ref("base.es"))
        self.assertEqual(lead["lang_code"], "es_ES")
        self.assertEqual(lead["contact_name"], "María Peña")
        self.assertIn("Jardines del Túria", lead["partner_name"])
        self.assertEqual(lead["validity"], "to_verify")
        self.assertIn("envíennos su mejor precio", lead["description"])
        self.assertFalse(lead["partner_id"], "an unverified lead makes no customer")

    def test_02_attached_specification_is_on_the_lead(self):
        attachment = self.rep["ir.attachment"].only(
            [("res_model", "=", "crm.lead"), ("res_id", "=", self.lead), ("name", "ilike", "pdf")],
            "name", "raw",
        )  # fmt: skip
        self.assertEqual(attachment["name"], "specification.pdf")
        content, kind = self.rep.download(f"/web/content/{attachment['id']}")
        self.assertEqual((content[:5], kind), (b"%PDF-", "application/pdf"))

    def test_03_the_same_mail_again_makes_nothing(self):
        self.exporter.gate.deliver(self.raw)
        self.assertEqual(
            self.manager["foreign.trade.inquiry"].search_count([("lead_id", "=", self.lead)]), 1
        )
        self.assertEqual(self.manager["crm.lead"].search_count([("email_from", "like", BUYER)]), 1)

    def test_04_rule_on_the_country_assigned_it(self):
        lead = self.rep["crm.lead"].get(self.lead, "user_id", "team_id", "assigned_rule_id")
        self.assertEqual(lead["user_id"][0], self.exporter.uid["rep"])
        self.assertEqual(lead["team_id"][0], self.exporter.team)
        self.assertEqual(lead["assigned_rule_id"][1], "Spain: Lin Wei")

    def test_05_acknowledgement_arrives_and_does_not_stop_the_clock(self):
        self.exporter.send_queued_mail()
        [mail] = self.exporter.mailbox.to(BUYER, seconds=10)
        self.assertIn("Solicitud de cotización", str(mail["Subject"]))
        self.assertEqual(mail["Auto-Submitted"], "auto-replied")
        clock = self.rep["crm.lead"].get(
            self.lead, "first_response_at", "deadline_state", "deadline_due_at"
        )
        self.assertFalse(clock["first_response_at"])
        self.assertEqual(clock["deadline_state"], "ok")
        self.assertTrue(clock["deadline_due_at"])

    def test_06_unqualified_lead_is_not_converted(self):
        checklist = ("Real company", "Country we serve", "Requirement is clear", "Product fits")
        with self.gated("Lead is valid", *checklist):
            self.convert(self.lead)
        self.assertEqual(self.rep["crm.lead"].get(self.lead, "type"), "lead")

    def test_07_reply_of_the_representative_stops_the_clock(self):
        self.rep.post(
            "/mail/message/post",
            thread_model="crm.lead",
            thread_id=self.lead,
            post_data={
                "body": "Estimada María: gracias por su consulta. Lin Wei",
                "message_type": "comment",
                "subtype_xmlid": "mail.mt_comment",
                "partner_emails": [BUYER],
            },
        )
        self.exporter.send_queued_mail()
        mails = self.exporter.mailbox.to(BUYER)
        self.assertEqual(len(mails), 2)
        body = mails[1].get_body(("html", "plain")).get_content()
        self.assertIn("gracias por su consulta", body)
        lead = self.rep["crm.lead"].get(
            self.lead, "first_response_at", "deadline_state", "deadline_label", "partner_id"
        )
        self.assertTrue(lead["first_response_at"])
        # answered in time; what runs now is the time until the next follow-up
        self.assertEqual((lead["deadline_label"], lead["deadline_state"]), ("Follow up", "ok"))
        self.assertFalse(lead["partner_id"])

    def test_08_chinese_inquiry_is_read_and_called_invalid_with_a_reason(self):
        ex = self.exporter
        ex.gate.deliver(inquiry_samples().chinese(ex.address))
        lead = self.manager["crm.lead"].only(
            [("duplicate_domain", "=", "lionoutdoor.com.sg")],
            "name", "country_id", "user_id", "description", "team_id",
        )  # fmt: skip
        self.assertEqual(lead["name"], "折叠椅询价")
        self.assertIn("FOB宁波价格", lead["description"])
        self.assertEqual(lead["country_id"][0], ex.ref("base.sg"))
        people = [ex.uid["rep"], ex.uid["rep2"], ex.uid["manager"]]
        self.assertIn(lead["user_id"][0], people, "no rule names anybody: the team takes turns")
        self.assertEqual(lead["team_id"][0], ex.team)
        with self.refused("ValidationError"):
            self.manager["crm.lead"].write([lead["id"]], {"validity": "invalid"})
        reason = ex.ref("foreign_trade_crm.invalid_reason_peer")
        wizard = self.manager["foreign.trade.lead.invalidate"].make(
            lead_ids=[(6, 0, [lead["id"]])], invalid_reason_id=reason
        )
        self.manager["foreign.trade.lead.invalidate"].action_apply([wizard])
        after = self.manager["crm.lead"].get(lead["id"], "active", "type", "partner_id")
        self.assertEqual(
            (after["active"], after["type"], after["partner_id"]), (False, "lead", False)
        )

    def test_09_conversion_makes_company_contact_and_opportunity(self):
        self.rep["crm.lead"].action_mark_valid([self.lead])
        self.qualify(self.lead)
        contact = self.convert(self.lead)
        cls = type(self)
        cls.contact = contact
        partner = self.rep["res.partner"].get(
            contact, "name", "is_company", "parent_id", "email", "lang"
        )
        self.assertEqual((partner["name"], partner["is_company"]), ("María Peña", False))
        self.assertEqual((partner["email"], partner["lang"]), (BUYER, "es_ES"))
        company = self.rep["res.partner"].get(
            partner["parent_id"][0], "name", "is_company", "country_id"
        )
        self.assertTrue(company["is_company"])
        self.assertEqual(company["country_id"][0], self.exporter.ref("base.es"))
        lead = self.rep["crm.lead"].get(self.lead, "type", "stage_id", "user_id")
        self.assertEqual(lead["type"], "opportunity")
        self.assertEqual(lead["stage_id"][0], self.exporter.stage["Requirement confirmed"])
        self.assertEqual(lead["user_id"][0], self.exporter.uid["rep"])
