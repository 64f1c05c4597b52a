from odoo.tests import HttpCase, tagged

from .lead_common import LeadCommon


@tagged("post_install", "-at_install")
class TestLeadConversionTour(HttpCase, LeadCommon):
    """Qualify a lead and make it a customer, in the browser."""

    browser_size = "1366x900"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["foreign.trade.gallery"].with_user(cls.manager)._load(["qualification_checklist"])
        cls.lead = (
            cls.env["crm.lead"]
            .with_user(cls.rep)
            .create(
                {
                    "name": "Folding chairs",
                    "type": "lead",
                    "user_id": cls.rep.id,
                    "team_id": cls.team.id,
                    "channel_id": cls.channel.id,
                    "partner_name": "Casa Verde S.L.",
                    "contact_name": "Luis Ortega",
                    "email_from": "luis@casaverde.example",
                    "country_id": cls.spain.id,
                    "business_type": "importer",
                    "requirement_line_ids": [
                        (0, 0, {"product_id": cls.product.id, "quantity": 500})
                    ],
                    "import_record_ids": [(0, 0, {"name": "Chairs", "source": "customs"})],
                }
            )
        )

    def _run(self, tour):
        self.start_tour(f"/odoo/crm.lead/{self.lead.id}", tour, login=self.rep.login)
        self.env.invalidate_all()

    def test_qualify_and_convert(self):
        self._run("foreign_trade_qualify_and_convert")
        self.assertEqual(self.lead.type, "opportunity")
        self.assertEqual(self.lead.qualification_score, 80)
        company = self.lead.partner_id.parent_id
        self.assertEqual((company.name, company.business_type), ("Casa Verde S.L.", "importer"))

    def test_customer_only(self):
        answers = ("company", "country", "requirement", "product")
        self.lead.write({f"qualification_{item}": "yes" for item in answers})
        self._run("foreign_trade_customer_only")
        self.assertTrue(self.lead.is_customer_only)
        self.assertEqual(self.lead.partner_id.name, "Luis Ortega")
        self.assertEqual(self.lead.partner_id.parent_id.business_type, "importer")
