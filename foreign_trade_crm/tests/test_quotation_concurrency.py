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

    def test_two_who_revise_at_once(self):
        """Neither round is lost: each is a version of its own, numbered one after the other."""
        one = self.first["sale.order"].browse(self.order_id)
        other = self.second["sale.order"].browse(self.order_id)
        one.action_quotation_sent()
        self.first.cr.commit()
        self.assertEqual(other.client_order_ref, False)  # what the second person saw
        self.second.cr.rollback()
        self.assertEqual(other.last_version_id.number, 1)
        one.client_order_ref = "RFQ 1"
        one.action_record_version()
        self.first.cr.commit()
        with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
            other.note = "<p>Else</p>"
            other.action_record_version()
        self.second.cr.rollback()
        self.second.invalidate_all(flush=False)
        other.note = "<p>Else</p>"  # Odoo repeats the request
        other.action_record_version()
        self.second.cr.commit()
        self.first.cr.rollback()
        self.first.invalidate_all(flush=False)
        versions = one.quotation_version_ids.sorted("number")
        self.assertEqual(versions.mapped("number"), [1, 2, 3])
        self.assertEqual(versions.mapped("client_order_ref"), [False, "RFQ 1", "RFQ 1"])

    def test_signing_while_a_new_version_goes_out(self):
        """The buyer signs what he sees, or hears that there is a newer one."""
        one = self.first["sale.order"].browse(self.order_id)
        buyer = self.second["sale.order"].browse(self.order_id)
        one.action_quotation_sent()
        self.first.cr.commit()
        self.assertEqual(buyer.last_version_id.number, 1)  # his page
        one.client_order_ref = "RFQ 2"
        one.action_record_version()
        self.first.cr.commit()
        # signing locks the order first: the stale one is repeated, and meets version 2
        with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
            buyer._lock_for_version()
        self.second.cr.rollback()
        self.second.invalidate_all(flush=False)
        self.assertEqual(buyer._get_portal_version().number, 2)
