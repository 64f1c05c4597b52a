from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import SamplesCommon


@tagged("post_install", "-at_install")
class TestSamplePool(SamplesCommon):
    """Samples on their way keep a customer; with the customer they are out of reach."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["foreign.trade.pool.policy"].create({"name": "Pools", "company_id": cls.company.id})
        cls.reason = cls.env.ref("foreign_trade_crm.pool_reason_no_answer")

    def test_open_samples_protect(self):
        request = self._create_dispatched()
        with self.assertRaisesRegex(UserError, f"samples {request.name}"):
            self.buyer.with_user(self.rep)._pool_release(self.reason)
        lead = self._create_lead(type="lead")
        draft = self._create_request(opportunity=lead)
        with self.assertRaisesRegex(UserError, f"samples {draft.name}"):
            lead._pool_release(self.reason)

    def test_out_of_reach_with_the_customer(self):
        request = self._create_request().sudo()
        request.with_user(self.clerk).write({"state": "cancelled"})
        self.buyer.with_user(self.rep)._pool_release(self.reason)
        self.env.flush_all()
        self.env.invalidate_all()
        for records in (request, request.line_ids):
            own = records.with_user(self.rep)
            self.assertFalse(own.search([("id", "in", records.ids)]))
            with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_rule"):
                own.read(["create_date"])
        request.with_user(self.clerk).read(["name"])
