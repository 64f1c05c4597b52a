from odoo.tests import tagged

from .common import ForeignTradeCommon


@tagged("post_install", "-at_install")
class TestPoolPartialLinks(ForeignTradeCommon):
    """What hangs on a lead without customer, or on a customer without lead, stays in reach."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["foreign.trade.gallery"].with_user(cls.manager)._load(["pools"])
        cls.customer = cls.env["res.partner"].create(
            {"name": "Casa Verde", "is_company": True, "user_id": cls.rep.id}
        )

    def test_contact_is_logged_with_either(self):
        lead = self._create_lead(type="lead")
        logs = self.env["foreign.trade.contact.log"].with_user(self.rep)
        for target in ({"lead_id": lead.id}, {"partner_id": self.customer.id}):
            log = logs.create({**target, "channel": "phone", "outcome": "reached"})
            self.assertEqual(logs.search([("id", "=", log.id)]), log)
