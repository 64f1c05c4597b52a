from odoo import models


class ForeignTradeGallery(models.Model):
    _inherit = "foreign.trade.gallery"

    def _load_assignment_default(self):
        """One rule at the end: the export team gets what no other rule takes, in turn.

        As long as nobody is in the team, and when all are full or away, leads wait in its pool.
        """
        team = self._get_assignment_team()
        if team:
            self._ensure(
                "assignment_rule_default",
                "foreign.trade.assignment.rule",
                {
                    "name": self.env._("Everything else: the export team in turn"),
                    "sequence": 100,
                    "company_id": self.env.company.id,
                    "team_id": team.id,
                    "method": "round_robin",
                    "fallback": "pool",
                },
            )

    def _get_assignment_team(self):
        """The export pipeline's team where it is loaded, else one that takes leads."""
        domain = [("company_id", "in", (False, self.env.company.id))]
        teams = self.env["crm.team"].search(domain)
        export = self._loaded("team_export", "crm.team")
        return (export or teams.filtered("use_leads") or teams)[:1]
