from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestQuotationConcurrency(TransactionCase):
    """Two people send the same quotation at once, on two connections."""

    def setUp(self):
        super().setUp()
        self.first, self.second = self._connect(), self._connect()
        partner = self.first["res.partner"].create({"name": "Sent twice"})
        order = self.first["sale.order"].create({"partner_id": partner.id})
        self.first.cr.commit()
        self.order_id = order.id
        self.addCleanup(self._clean_up, partner.id)

    def _connect(self):
        cr = db_connect(self.env.cr.dbname).cursor()
        self.addCleanup(cr.close)
        return api.Environment(cr, SUPERUSER_ID, {})

    def _clean_up(self, partner_id):
        self.first.cr.rollback()
        self.second.cr.rollback()
        order = self.first["sale.order"].browse(self.order_id)
        order._action_cancel()
        order.unlink()
        self.first["res.partner"].browse(partner_id).unlink()
        self.first.cr.commit()

    def test_the_second_is_repeated_and_meets_the_first(self):
        one = self.first["sale.order"].browse(self.order_id)
        other = self.second["sale.order"].browse(self.order_id)
        self.assertEqual(other.state, "draft")  # what the second person saw
        one.action_quotation_sent()
        self.first.cr.commit()
        # the error upon which Odoo repeats a request, not a uniqueness error for the user
        with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
            other._freeze_version()
        self.second.cr.rollback()
        self.second.invalidate_all(flush=False)
        self.assertEqual(other._freeze_version().id, one.last_version_id.id, "the same content")
        other.client_order_ref = "RFQ 8"
        self.assertEqual(other._freeze_version().number, 2)
