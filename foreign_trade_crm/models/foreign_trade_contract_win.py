from odoo import models

from ..exceptions import GateError


class ForeignTradeContractWin(models.Model):
    """A missing win reason is asked for; it holds up no order that the buyer has paid for."""

    _inherit = "foreign.trade.contract"

    def _win_opportunity(self):
        """The owner of the deal is asked at once; where others are at work, by an activity.

        The deal is won when its owner says why; contract and order go on meanwhile.
        """
        if self.opportunity_id.user_id == self.env.user:
            return super()._win_opportunity()
        try:
            with self.env.cr.savepoint():
                return super()._win_opportunity()
        except GateError as error:
            if not self._lacks_only_reason(error):
                raise
            return self._ask_for_win_reason(error)

    def _lacks_only_reason(self, error):
        """Whether nothing but rules on winning as such is unmet, none of the won stage."""
        rule_ids = [failure["rule_id"] for failure in error.context.get("failures", ())]
        # sudo: whoever registers the deposit reads no rules
        rules = self.env["foreign.trade.gate.rule"].sudo().browse(rule_ids)
        return bool(rules) and set(rules.mapped("transition")) == {"won"}

    def _ask_for_win_reason(self, error):
        # sudo: finance has no say over the deal
        deal = self.sudo().opportunity_id
        deal.activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=(deal._get_work_user() or self.env.user).id,
            summary=self.env._("The contract is effective: say why the deal is won, and win it"),
            note=str(error),
        )
