from datetime import datetime
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .lead_common import LeadCommon

#: tables that a lead which brings none of these facts must not touch
TABLES = (
    "foreign_trade_requirement_line",
    "foreign_trade_import_record",
    "foreign_trade_certificate",
    "foreign_trade_qualification_answer",
    "foreign_trade_target",
    "crm_lead_certificate_asked_rel",
    "crm_lead_foreign_trade_certificate_rel",
)


@tagged("post_install", "-at_install")
class TestLeadFactsAccess(LeadCommon):
    """Who may see and change the facts of leads and customers, and what they cost."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.records = cls.env["foreign.trade.import.record"]

    def test_import_records_follow_their_lead(self):
        lead = self._lead(user_id=self.rep.id, import_record_ids=[(0, 0, {"name": "Chairs"})])
        record = lead.import_record_ids
        self.assertEqual(record.with_user(self.rep).name, "Chairs")
        self.assertFalse(self.records.with_user(self.rep2).search([("id", "=", record.id)]))
        for operation in (
            lambda: record.with_user(self.rep2).read(["name"]),
            lambda: record.with_user(self.rep2).write({"name": "Tables"}),
            lambda: record.with_user(self.rep2).unlink(),
            lambda: self.records.with_user(self.rep2).create({"name": "X", "lead_id": lead.id}),
        ):
            with self.assertRaises(AccessError), mute_logger("odoo.models.unlink"):
                operation()

    def test_reading_follows_reading_and_changing_follows_writing(self):
        """Leads somebody entered for a colleague are readable, and so are their details."""
        lead = self._lead(self.rep, user_id=self.rep2.id)
        record = self.records.create({"name": "Chairs", "lead_id": lead.id})
        self.assertEqual(record.with_user(self.rep).name, "Chairs")
        with self.assertRaises(AccessError):
            record.with_user(self.rep).name = "Tables"

    def test_import_record_of_a_customer(self):
        record = self.records.with_user(self.rep).create(
            {"name": "Chairs", "partner_id": self.buyer.id}
        )
        self.assertEqual(self.buyer.with_user(self.rep2).import_record_ids, record)
        with self.assertRaisesRegex(ValidationError, "belongs to a lead or a customer"):
            self.records.create({"name": "Nobody's"})
        with self.assertRaisesRegex(ValidationError, "in which currency"):
            self.records.create({"name": "Chairs", "partner_id": self.buyer.id, "amount": 5})

    def test_files_of_an_import_record_are_readable_with_it(self):
        values = {"name": "bl.pdf", "raw": b"%PDF", "res_model": "foreign.trade.import.record"}
        file = self.env["ir.attachment"].with_user(self.rep).create(values)
        lead = self._lead(user_id=self.rep.id)
        self.records.with_user(self.rep).create(
            {"name": "Chairs", "lead_id": lead.id, "attachment_ids": [(6, 0, file.ids)]}
        )
        self.assertEqual(file.with_user(self.manager).raw, b"%PDF")
        with self.assertRaises(AccessError):
            file.with_user(self.rep2).read(["raw"])

    def test_certificates(self):
        certificates = self.env["foreign.trade.certificate"]
        mine = certificates.with_user(self.rep).create({"name": "BIFMA"})
        for operation in (lambda: mine.write({"name": "X"}), mine.unlink):
            with self.assertRaises(AccessError), mute_logger("odoo.models.unlink"):
                operation()
        mine.with_user(self.manager).description = "Office furniture"

    def test_other_company(self):
        other = self._create_exporter("Yiwu Outdoor Ltd.")
        stranger = self._create_user(
            "stranger", "foreign_trade_crm.group_sales_manager", company=other
        )
        lead = self._lead(
            company_id=self.company.id,
            import_record_ids=[(0, 0, {"name": "Chairs"})],
            requirement_line_ids=[(0, 0, {"name": "Chairs"})],
        )
        elsewhere = {"allowed_company_ids": other.ids}
        for details in (lead.import_record_ids, lead.requirement_line_ids):
            details = details.with_context(**elsewhere)
            self.assertFalse(details.with_user(stranger).search([("id", "in", details.ids)]))
            with self.assertRaises(AccessError):
                details.with_user(stranger).read(["name"])

    def test_lead_without_these_facts_costs_nothing(self):
        self.env["foreign.trade.target.profile"]._get_profiles()
        queries = []
        execute = type(self.env.cr).execute

        def listen(cursor, query, *args, **kwargs):
            queries.append(str(getattr(query, "code", query)))
            return execute(cursor, query, *args, **kwargs)

        with patch.object(type(self.env.cr), "execute", listen):
            lead = self._lead(email_from="a@garden.example", country_id=self.spain.id)
            self.env.flush_all()
            lead.write({"name": "Chairs", "priority": "2"})
            self.env.flush_all()
        self.assertTrue(queries)
        self.assertFalse([q for q in queries for table in TABLES if table in q])

    def test_local_time(self):
        monday = datetime(2026, 3, 9, 12)
        with patch.object(fields.Datetime, "now", return_value=monday):
            lead = self._lead(country_id=self.spain.id)
            self.assertEqual(lead.local_time["zone"], "Europe/Madrid")
            self.assertTrue(lead.local_time["open"])
            closing = monday.replace(hour=17)
            at, opens = lead.local_time["changes"][0]
            self.assertEqual((datetime.utcfromtimestamp(at / 1000), opens), (closing, False))
            lead.write(
                {
                    "country_id": self.env.ref("base.us").id,
                    "state_id": self.env.ref("base.state_us_5").id,
                }
            )
            self.assertEqual(lead.local_time["zone"], "America/Los_Angeles")
            self.assertFalse(lead.local_time["open"])
            lead.write({"country_id": False, "state_id": False})
            self.assertFalse(lead.local_time)
            self.assertEqual(self.buyer.local_time["zone"], "Europe/Berlin")

    def test_invalid_and_won_over_leads_stay_in_the_statistics(self):
        """They leave the working views; a report that counts all still has them."""
        reason = self.env.ref("foreign_trade_crm.invalid_reason_peer")
        values = {"channel_id": self.channel.id, "user_id": self.rep.id}
        invalid = self._lead(**values)
        reopened, customer, open_lead = (self._lead(**values) for _number in range(3))
        for lead in (invalid, reopened):
            lead.write({"validity": "invalid", "invalid_reason_id": reason.id})
        reopened.action_mark_to_verify()
        customer.partner_id = self.buyer
        customer._convert_to_customer()
        mine = [("channel_id", "=", self.channel.id)]
        leads = self.env["crm.lead"].with_user(self.manager)
        self.assertEqual(leads.search(mine), open_lead | reopened)
        counts = leads.with_context(active_test=False)._read_group(mine, ["validity"], ["__count"])
        self.assertEqual(dict(counts), {"invalid": 1, "valid": 1, "to_verify": 2})
        action = self.channel.with_user(self.manager).action_view_leads()
        found = leads.with_context(**action["context"]).search(action["domain"])
        self.assertEqual(found, invalid | reopened | customer | open_lead)
