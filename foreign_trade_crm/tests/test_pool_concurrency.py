from psycopg2.errors import SerializationFailure

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .connections_common import ConnectionsCase


@tagged("post_install", "-at_install")
class TestPoolConcurrency(ConnectionsCase):
    """Two people on two connections, as on two servers."""

    def _create_data(self, env):
        group = env.ref("foreign_trade_crm.group_sales_representative")
        users = env["res.users"].create(
            [
                {
                    "name": name,
                    "login": f"pool_{name}",
                    "group_ids": [Command.set([env.ref("base.group_user").id, group.id])],
                }
                for name in ("Anna", "Bruno", "Carla")
            ]
        )
        policies = env["foreign.trade.pool.policy"]
        present = policies.search([("company_id", "=", env.company.id)])
        present.active = False
        policy = policies.create({"name": "Pool", "claims_per_day": 2, "cooling_days": 0})
        partners = env["res.partner"].create(
            [
                {"name": f"Pooled {number}", "is_company": True, "user_id": users[2].id}
                for number in range(3)
            ]
        )
        reason = env.ref("foreign_trade_crm.pool_reason_no_answer")
        partners.with_user(users[2])._pool_release(reason)
        self.user_ids, self.partner_ids = users.ids, partners.ids
        self.policy_ids = policy.ids, present.ids

    def setUp(self):
        super().setUp()
        self.one, self.two = self._connect(self.user_ids[0]), self._connect(self.user_ids[1])

    def _remove_data(self, env):
        env["res.partner"].browse(self.partner_ids).unlink()
        users = env["res.users"].browse(self.user_ids)
        partners = users.partner_id
        users.unlink()
        partners.unlink()
        made, present = map(env["foreign.trade.pool.policy"].browse, self.policy_ids)
        made.unlink()
        present.active = True

    def _teaser(self, env, number=0):
        return env["foreign.trade.pool.customer"].browse(self.partner_ids[number])

    def test_two_claim_at_once(self):
        first, second = self._teaser(self.one), self._teaser(self.two)
        self.assertEqual(second.name, "Po•••")  # what the second person saw
        first.action_claim()
        self.one.cr.commit()
        # the error upon which Odoo repeats a request
        with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
            second.action_claim()
        self.two.cr.rollback()
        self.two.invalidate_all(flush=False)
        with self.assertRaisesRegex(UserError, "Anna was faster"):
            second.action_claim()
        self.two.cr.rollback()
        owner = self.two["res.partner"].sudo().browse(self.partner_ids[0]).user_id
        self.assertEqual(owner.id, self.user_ids[0])

    def test_limits_hold_for_two_windows_of_one_person(self):
        other_window = self._connect(self.user_ids[0])
        self._teaser(self.one, 0).action_claim()
        late = self._teaser(other_window, 1) | self._teaser(other_window, 2)
        self.assertEqual(len(late.mapped("name")), 2)
        self.one.cr.commit()
        with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
            late.action_claim()
        other_window.cr.rollback()
        other_window.invalidate_all(flush=False)
        with self.assertRaisesRegex(UserError, "2 claims a day at most, and 1 were made"):
            late.action_claim()
        other_window.cr.rollback()
        late[0].action_claim()

    def test_two_schedulers_share_what_is_due(self):
        with self._committing() as env:
            partners = env["res.partner"].browse(self.partner_ids)
            partners.write({"user_id": self.user_ids[2]})
            policy = env["foreign.trade.pool.policy"].browse(self.policy_ids[0])
            policy.days_none = 30
            env.flush_all()
            env.cr.execute(
                "UPDATE res_partner SET create_date = '2020-01-01', pool_counted_from = NULL"
                " WHERE id = ANY(%s)",
                [self.partner_ids],
            )
        connections = [self._connect(self.user_ids[0]), self._connect(self.user_ids[1])]
        mine = set(self.partner_ids)
        policies = [
            env["foreign.trade.pool.policy"].sudo().browse(self.policy_ids[0])
            for env in connections
        ]
        locked = mine & set(policies[0]._find_due("res.partner", "warn"))
        self.assertEqual(locked, mine)
        self.assertFalse(mine & set(policies[1]._find_due("res.partner", "warn")))
