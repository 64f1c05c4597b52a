from unittest.mock import patch

from odoo.tests import tagged

from .assignment_common import AssignmentCommon


@tagged("post_install", "-at_install")
class TestAssignmentQueries(AssignmentCommon):
    """A batch costs what one lead costs, and one lead costs little."""

    def _values(self, number):
        return {
            "type": "lead",
            "name": f"Inquiry {number}",
            "partner_name": f"Trading {number}",
            "email_from": f"buyer{number}@trading-{number}.example",
            "phone": f"+49 30 {1000000 + number}",
            "country_id": self.spain.id,
            "product_category_ids": [(4, self.chairs.id)],
            "budget_amount": 1000 + number,
            "budget_currency_id": self.eur.id,
        }

    def _count(self, action):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        action()
        return self.env.cr.sql_log_count - before

    def _decide(self, count):
        leads = self.env["crm.lead"].with_user(self.manager)
        values = [self._values(number) for number in range(count)]
        return self._count(lambda: leads._apply_assignment_rules(values))

    def test_no_query_per_lead(self):
        self._limit(self.rep, assignment_day_max=50, assignment_open_max=70)
        self._leave(self.rep2, "2040-01-01", "2040-01-02")
        self._turns(country_ids=[(6, 0, self.france.ids)], sequence=1)
        self._turns(budget_min=10, budget_currency_id=self.usd.id)
        self._turns(method="fewest_open", sequence=30)
        self._decide(1)
        one, few, many = self._decide(1), self._decide(20), self._decide(200)
        self.assertLessEqual(one, 8)
        self.assertLessEqual(many - few, 3, "one more rule gets its turn when people are full")

    def test_no_rule_no_query(self):
        """Without a rule nobody is looked for and nothing decided."""
        self.env["foreign.trade.assignment.rule"].search([]).active = False
        leads = self.env["crm.lead"].with_user(self.manager)
        unwanted = AssertionError("nothing is to be decided")
        finder, decider = (
            self.env["foreign.trade.duplicate.finder"],
            self.env["foreign.trade.assignment"],
        )
        with (
            patch.object(type(finder), "_search_keys", side_effect=unwanted),
            patch.object(type(decider), "_decide", side_effect=unwanted),
        ):
            lead = leads.create(self._values(1))
        self.assertFalse(lead.assigned_rule_id)

    def test_one_lead_with_every_ready_set(self):
        """At most ten queries more than the same lead with the owner named, without any set."""
        leads = self.env["crm.lead"].with_user(self.manager)
        self.env["crm.team"].search([]).active = False
        self.team.active = True

        told = []
        execute = type(self.env.cr).execute

        def listen(cr, query, *args, **kwargs):
            told.append(str(getattr(query, "code", query))[:100])
            return execute(cr, query, *args, **kwargs)

        def create(number, **values):
            return self._count(
                lambda: (leads.create({**self._values(number), **values}), self.env.flush_all())
            )

        named = {"user_id": self.rep.id, "team_id": self.team.id}
        create(1, **named)
        plain = create(2, **named)
        gallery = self.env["foreign.trade.gallery"].with_user(self.manager)
        gallery._load()
        team = gallery._loaded("team_export", "crm.team").sudo()
        self.team.crm_team_member_ids.unlink()
        team.member_ids = [(6, 0, (self.rep | self.rep2).ids)]
        create(3)
        create(5)  # the second in turn has rights of his own to be cached
        with patch.object(type(self.env.cr), "execute", listen):
            loaded = create(4)
        self.assertLessEqual(loaded - plain, 10, "\n".join(told))
