from odoo import api, models

FIRST_RESPONSE = "first_response"
UNCLAIMED = "unclaimed"
NO_UPDATE = "no_update"
#: whose change may end or revive a lead
END_FIELDS = frozenset(("active", "probability", "stage_id", "won_status"))


class CrmLeadDeadline(models.Model):
    """A lead is answered, claimed and followed up in time, whichever way it came in."""

    _name = "crm.lead"
    _inherit = ["crm.lead", "foreign.trade.deadline.mixin"]

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        leads.filtered("active")._deadline_start_new((FIRST_RESPONSE, UNCLAIMED, NO_UPDATE))
        return leads

    def _filter_deadline(self, code):
        """What nobody has is to be claimed, what somebody has is to be followed up."""
        leads = super()._filter_deadline(code)
        if code == UNCLAIMED:
            return leads.filtered(lambda lead: lead.active and not lead.user_id)
        if code == NO_UPDATE:
            return leads.filtered(
                lambda lead: lead.won_status == "pending" and lead.active and lead.user_id
            )
        return leads if code == FIRST_RESPONSE else leads.filtered("active")

    def write(self, vals):
        if not self.env["foreign.trade.deadline.policy"]._is_used():
            return super().write(vals)
        owners = {lead.id: lead.user_id for lead in self} if "user_id" in vals else {}
        may_end = not END_FIELDS.isdisjoint(vals)
        ended = self._filter_ended() if may_end else self.browse()
        result = super().write(vals)
        if ended or may_end and self._may_have_ended(vals):
            self._deadline_follow_end(ended)
        if owners:
            changed = self.filtered(lambda lead: lead.user_id != owners[lead.id])
            changed._deadline_follow_owner()
        return result

    def _may_have_ended(self, vals):
        """Moving to another stage ends nothing, but in the one that wins."""
        if not END_FIELDS.isdisjoint(vals.keys() - {"stage_id"}):
            return True
        # sudo: which stage wins is no secret
        return self.env["crm.stage"].sudo().browse(vals["stage_id"] or ()).is_won

    def _filter_ended(self):
        return self.filtered(lambda lead: not lead.active or lead.won_status != "pending")

    def _deadline_follow_end(self, ended):
        """What is archived, won or lost needs nothing more; what comes back does again.

        :param ended: those of these leads that were over before
        """
        over = self._filter_ended()
        (over - ended)._deadline_cancel()
        revived = ended - over
        revived.filtered(lambda lead: not lead.first_response_at)._deadline_start(FIRST_RESPONSE)
        revived._deadline_follow_owner()

    def _deadline_follow_owner(self):
        """Claimed is claimed, and the new owner has the full time to follow up."""
        if not self:
            return
        self._deadline_hand_over(FIRST_RESPONSE)
        owned = self.filtered("user_id")
        owned._deadline_stop(UNCLAIMED)
        owned._deadline_restart(NO_UPDATE)
        (self - owned)._deadline_cancel(NO_UPDATE)
        (self - owned)._deadline_start(UNCLAIMED)

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
        for code, same in running.grouped("code").items():
            keep = same[:1] if code != UNCLAIMED or not self.user_id else same.browse()
            (same - keep)._close("cancelled")
        rows.flush_recordset()  # only one may run on a record at any moment
        rows.res_id = self.id
