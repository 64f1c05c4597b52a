from odoo import fields, models


class ForeignTradeGateRuleProblem(models.Model):
    """A rule may break after it was saved: what it names is deleted, a module uninstalled.

    It locks nobody then. Its managers read here that nobody is asked for it any more, and why.
    """

    _inherit = "foreign.trade.gate.rule"

    problem = fields.Char(compute="_compute_problem", compute_sudo=True)

    def _compute_problem(self):
        for rule in self:
            rule.problem = rule._origin and rule._origin._find_problem()

    def _find_problem(self):
        """Why the rule is passed over; False for a sound one."""
        try:
            self._check_complete()
            self._to_condition().check(self.env[self.model])
        except Exception as error:  # whatever it is, judging the rule fails as well
            return str(error) or type(error).__name__
        return False
