from odoo import api, models

FIRST_RESPONSE = "first_response"


class CrmLeadDeadline(models.Model):
    """A lead is answered within the promised time, whichever way it came in."""

    _name = "crm.lead"
    _inherit = ["crm.lead", "foreign.trade.deadline.mixin"]

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        leads._deadline_start(FIRST_RESPONSE)
        return leads

    def write(self, vals):
        """What is archived needs no answer; what comes back unanswered does again."""
        revived = self.filtered(lambda lead: not lead.active) if vals.get("active") else None
        result = super().write(vals)
        if "active" in vals and not vals["active"]:
            self._deadline_cancel(FIRST_RESPONSE)
        elif revived:
            unanswered = revived.filtered(lambda lead: not lead.first_response_at)
            unanswered._deadline_start(FIRST_RESPONSE)
        return result

    def _deadline_responsible(self):
        self.ensure_one()
        return self.user_id

    def _deadline_escalation_users(self):
        self.ensure_one()
        # sudo: whoever leads the team is told, also of teams the reader does not see
        return self.team_id.sudo().user_id

    def _deadline_company(self):
        self.ensure_one()
        return self.company_id or super()._deadline_company()

    def _deadline_is_obsolete(self, code):
        self.ensure_one()
        return not self.active or self.won_status != "pending"

    def _merge_dependences(self, opportunities):
        """The clocks of the merged leads come along; of those running the first due counts."""
        self._merge_running_deadlines(opportunities)
        return super()._merge_dependences(opportunities)

    def _merge_running_deadlines(self, opportunities):
        if not self.env["foreign.trade.deadline.policy"]._is_used():
            return
        # sudo: the engine alone writes rows
        Deadline = self.env["foreign.trade.deadline"].sudo()
        domain = (self | opportunities)._get_deadline_domain()
        rows = Deadline.search(domain, order="due_at, id")
        running = rows.filtered(lambda row: row.state == "open")
        for same in running.grouped("code").values():
            same[1:]._close("cancelled")
        rows.flush_recordset()  # only one may run on a record at any moment
        rows.res_id = self.id
