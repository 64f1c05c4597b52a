from odoo import api, models
from odoo.exceptions import UserError


class CrmTeam(models.Model):
    _inherit = "crm.team"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_gate_rules(self):
        """A rule that lost its last team would hold for everybody."""
        # archived rules, and those of other companies, may be used again
        rules = self.env["foreign.trade.gate.rule"].sudo().with_context(active_test=False)
        if rules := rules.search([("team_ids", "in", self.ids)]):
            raise UserError(
                self.env._(
                    "These gate rules name the sales team: %(rules)s. Take the team out of them "
                    "or archive the team; without it they would hold for every team.",
                    rules=", ".join(rules.mapped("name")),
                )
            )
