from datetime import datetime

from odoo import SUPERUSER_ID, api
from odoo.tests import tagged

from .connections_common import ConnectionsCase

LONG_AGO = datetime(2026, 1, 5, 8)


@tagged("post_install", "-at_install")
class TestDeadlineCron(ConnectionsCase):
    """Two schedulers on two connections, as on two servers: nobody is warned twice."""

    def _create_data(self, env):
        policy = env["foreign.trade.deadline.policy"].create(
            {"name": "Promise", "hours": 1, "warn_before": 0, "domain": "[('id', '=', 0)]"}
        )
        self.policy_id = policy.id
        owner = env.ref("base.user_admin")
        leads = env["crm.lead"].create(
            [{"name": f"Cron {n}", "user_id": owner.id, "type": "lead"} for n in range(3)]
        )
        policy.domain = str([("id", "in", leads.ids)])
        rows = leads._deadline_start("first_response", LONG_AGO)
        self.lead_ids, self.row_ids = leads.ids, rows.ids

    def _remove_data(self, env):
        env["crm.lead"].browse(self.lead_ids).unlink()
        env["foreign.trade.deadline.policy"].browse(self.policy_id).unlink()
        self.assertFalse(env["foreign.trade.deadline"].browse(self.row_ids).exists())

    def _count_warnings(self):
        with self.registry.cursor() as cr:
            cr.execute(
                "SELECT count(*) FROM mail_activity WHERE res_model = %s AND res_id = ANY(%s)",
                ["crm.lead", self.lead_ids],
            )
            return cr.fetchone()[0]

    def test_two_servers_share_the_rows(self):
        with self.registry.cursor() as one, self.registry.cursor() as two:
            first = api.Environment(one, SUPERUSER_ID, {})["foreign.trade.deadline"]
            second = api.Environment(two, SUPERUSER_ID, {})["foreign.trade.deadline"]
            locked = first._lock_due(2)
            self.assertEqual(len(locked), 2)
            self.assertNotIn(locked[0], second._lock_due(50))
            rest = second._lock_due(50)
            self.assertFalse(set(locked) & set(rest), "a locked row is skipped, not waited for")
            self.assertIn((set(self.row_ids) - set(locked)).pop(), rest)

    def test_warned_once(self):
        with self.registry.cursor() as one, self.registry.cursor() as two:
            first = api.Environment(one, SUPERUSER_ID, {})["foreign.trade.deadline"]
            second = api.Environment(two, SUPERUSER_ID, {})["foreign.trade.deadline"]
            first.browse(first._lock_due(50))._process_due()
            second.browse(second._lock_due(50))._process_due()
            one.commit()
            two.commit()
            second.invalidate_model()
            second.browse(second._lock_due(50))._process_due()
        self.assertEqual(self._count_warnings(), 3)

    def test_cron_commits_and_ends(self):
        with self._committing() as env:
            env["foreign.trade.deadline"]._cron_warn_and_escalate()
        self.assertEqual(self._count_warnings(), 3)
        with self._committing() as env:
            rows = env["foreign.trade.deadline"].browse(self.row_ids)
            self.assertTrue(all(rows.mapped("warned_at")))
            self.assertFalse(any(rows.mapped("next_at")))
            env["foreign.trade.deadline"]._cron_warn_and_escalate()
        self.assertEqual(self._count_warnings(), 3)
