from odoo import SUPERUSER_ID, api
from odoo.tests import tagged

from .connections_common import ConnectionsCase


@tagged("post_install", "-at_install")
class TestAssignmentConcurrency(ConnectionsCase):
    """Two imports at once, on two connections: turns stay fair and nobody waits."""

    def _create_data(self, env):
        users = env["res.users"].create(
            [
                {"name": f"Turn {n}", "login": f"ft_turn_{n}", "email": f"t{n}@x.example"}
                for n in range(3)
            ]
        )
        team = env["crm.team"].create({"name": "Turns", "company_id": env.company.id})
        rule = env["foreign.trade.assignment.rule"].create(
            {
                "name": "Turns",
                "sequence": -1,
                "company_id": env.company.id,
                "team_id": team.id,
                "method": "round_robin",
                "member_ids": [
                    (0, 0, {"user_id": user.id, "weight": weight})
                    for user, weight in zip(users, (2, 1, 1), strict=True)
                ],
            }
        )
        self.user_ids, self.rule_id, self.team_id = users.ids, rule.id, team.id
        self.lead_ids = []

    def _remove_data(self, env):
        env["crm.lead"].browse(self.lead_ids).exists().unlink()
        env["foreign.trade.assignment.rule"].browse(self.rule_id).unlink()
        env["crm.team"].browse(self.team_id).unlink()
        users = env["res.users"].browse(self.user_ids)
        partners = users.partner_id
        users.unlink()
        partners.unlink()

    def _create(self, cr, count):
        env = api.Environment(cr, SUPERUSER_ID, {"mail_auto_subscribe_no_notify": True})
        leads = env["crm.lead"].create(
            [{"name": f"L{n}", "type": "lead", "user_id": False} for n in range(count)]
        )
        self.lead_ids += leads.ids
        return leads

    def test_two_imports_at_once(self):
        owners = []
        with self.registry.cursor() as one, self.registry.cursor() as two:
            for cr in (one, two):
                cr.execute("SET lock_timeout = '2s'")
            first = self._create(one, 7)  # not committed: the other must not wait for it
            second = self._create(two, 9)
            third = self._create(one, 4)
            for leads in (first, second, third):
                owners += [lead.user_id.id for lead in leads]
        counts = [owners.count(user_id) for user_id in self.user_ids]
        self.assertEqual(counts, [10, 5, 5])

    def test_a_lead_somebody_holds_is_left_out(self):
        with self._committing() as env:
            env["foreign.trade.assignment.rule"].browse(self.rule_id).active = False
            leads = self._create(env.cr, 3)
            env["foreign.trade.assignment.rule"].browse(self.rule_id).active = True
        with self.registry.cursor() as one, self.registry.cursor() as two:
            one.execute("SELECT id FROM crm_lead WHERE id = %s FOR UPDATE", [leads.ids[0]])
            env = api.Environment(two, SUPERUSER_ID, {"mail_auto_subscribe_no_notify": True})
            assigned = env["crm.lead"].browse(leads.ids)._assign_by_rules()
            self.assertEqual(assigned.ids, leads.ids[1:])
