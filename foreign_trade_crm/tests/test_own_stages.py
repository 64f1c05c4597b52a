from odoo.fields import Command
from odoo.tests import tagged

from .gate_common import GateCommon


@tagged("post_install", "-at_install")
class TestOwnStages(GateCommon):
    """A team with a pipeline of its own neither shows nor uses the common stages."""

    def setUp(self):
        super().setUp()
        self.common = self.env["crm.stage"].create(
            [
                {"name": "Common new", "sequence": 0},
                {"name": "Common won", "sequence": 99, "is_won": True},
            ]
        )

    def test_first_and_won_stage_are_the_teams_own(self):
        deal = self._create_lead()
        self.assertEqual(deal.stage_id, self.new)
        deal.action_set_won()
        self.assertEqual(deal.stage_id, self.won)

    def test_first_stage_follows_changes(self):
        self._create_lead()  # where deals begin is known by now
        self.quoted.sequence = -1
        self.assertEqual(self._create_lead().stage_id, self.quoted)
        self.quoted.fold = True
        self.assertEqual(self._create_lead().stage_id, self.new)
        self.new.team_ids = [Command.unlink(self.team.id)]
        self.assertEqual(self._create_lead().stage_id, self.agreed)
        self.team.own_stages_only = False
        self.assertEqual(self._create_lead().stage_id, self.common[0])

    def test_other_teams_use_the_common_ones(self):
        other = self.env["crm.team"].create({"name": "Home", "company_id": self.company.id})
        self.assertEqual(self._create_lead(team_id=other.id).stage_id, self.common[0])

    def test_columns(self):
        leads = self.env["crm.lead"].with_user(self.rep)
        columns = leads.with_context(default_team_id=self.team.id)
        shown = columns._read_group_stage_ids(self.env["crm.stage"], [])
        self.assertEqual(shown, self.new | self.quoted | self.agreed | self.won)
        mine = leads.with_context(show_user_team_stages=True)
        self.assertFalse(mine._read_group_stage_ids(self.env["crm.stage"], []) & self.common)
        self.team.own_stages_only = False
        shown = columns._read_group_stage_ids(self.env["crm.stage"], [])
        self.assertLessEqual(self.common, shown)
