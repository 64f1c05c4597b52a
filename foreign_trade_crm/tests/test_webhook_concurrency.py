import json
import time
from threading import Thread

from psycopg2.errors import UniqueViolation

from odoo import SUPERUSER_ID, api
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL, mute_logger

from ..tools import webhook_ready

RFQ = webhook_ready.EXAMPLES["generic"]


@tagged("post_install", "-at_install")
class TestWebhookConcurrency(TransactionCase):
    """The same inquiry on two real connections at once is one lead."""

    def setUp(self):
        super().setUp()
        self.first, self.second = self._connect(), self._connect()
        values = {"name": "Raced", "kind": "website", "webhook_format": "generic"}
        self.channel = self.first["foreign.trade.channel"].create(values)
        self.first.cr.commit()
        self.addCleanup(self._clean_up)

    def _connect(self):
        cr = db_connect(self.env.cr.dbname).cursor()
        self.addCleanup(cr.close)
        return api.Environment(cr, SUPERUSER_ID, {})

    def _clean_up(self):
        self.first.cr.rollback()
        self.second.cr.rollback()
        channel = self.first["foreign.trade.channel"].browse(self.channel.id)
        inquiries = self.first["foreign.trade.inquiry"].search([("channel_id", "=", channel.id)])
        self.first["foreign.trade.whatsapp.conversation"].search(
            [("channel_id", "=", channel.id)]
        ).unlink()
        leads = inquiries.lead_id
        inquiries.unlink()
        leads.unlink()
        channel.unlink()
        self.first.cr.commit()

    def _receive(self, env):
        """Store as a request does, up to its commit."""
        channel = env["foreign.trade.channel"].browse(self.channel.id)
        log = env["foreign.trade.inquiry"]
        inquiries, _ids, errors = log._receive_webhook(channel, json.dumps(RFQ).encode(), RFQ)
        self.assertFalse(errors)
        return inquiries

    def _wait_for_lock(self, cr, thread):
        """Until what the thread does on that connection waits for another one."""
        pid = cr.connection.info.backend_pid
        while not self.env.execute_query(
            SQL("SELECT FROM pg_locks WHERE pid = %s AND NOT granted", pid)
        ):
            self.assertTrue(thread.is_alive(), "the second did not wait for the first")
            time.sleep(0.02)

    def test_one_external_id(self):
        one = self._receive(self.first)
        found = []

        def second_request():
            # waits for the first one's commit, then finds that it is not alone
            found.append(self._receive(self.second))
            self.second.cr.commit()

        waiting = Thread(target=second_request)
        waiting.start()
        self._wait_for_lock(self.second.cr, waiting)
        self.first.cr.commit()
        waiting.join()
        self.assertFalse(found[0], "left to the first")
        one._process_or_defer()
        self.first.cr.commit()
        self.assertEqual(one.state, "processed")
        again = self._receive(self.second)
        self.assertEqual(again.id, one.id)
        again._process_or_defer()
        self.assertEqual(again.lead_id.id, one.lead_id.id)
        self.assertEqual(one.search_count([("channel_id", "=", self.channel.id)]), 1)

    def test_one_reader(self):
        """The request and the scheduled action do not read the same inquiry."""
        one = self._receive(self.first)
        self.first.cr.commit()
        other = one.with_env(self.second)
        self.assertTrue(one.try_lock_for_update())
        other._process_or_defer()
        self.assertEqual(other.state, "new", "locked by the first")
        one._process_or_defer()
        self.first.cr.commit()
        self.second.cr.rollback()
        self.second.invalidate_all(flush=False)
        other._process_or_defer()
        self.assertEqual(other.lead_id.id, one.lead_id.id)

    def test_first_messages_of_a_buyer(self):
        """Two WhatsApp messages of a new buyer at once collide, and become one conversation."""
        one = self.first["foreign.trade.whatsapp.conversation"]
        other = self.second["foreign.trade.whatsapp.conversation"]
        self.assertFalse(other.search([("number", "=", "+34612345678")]))
        one._ensure(self.channel, "+34612345678")
        self.first.cr.commit()
        channel = self.channel.with_env(self.second)
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            other._ensure(channel, "+34612345678")
        self.second.cr.commit()
        self.assertEqual(len(other._ensure(channel, "+34612345678")), 1)
