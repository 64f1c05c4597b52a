from odoo import api, models
from odoo.tools.misc import clean_context

WATCHED = frozenset(("stage_id", "type", "active", "team_id", "user_id"))
#: so many deals at most are followed at once, more of them at the end of the transaction
AT_ONCE = 20
PENDING = "foreign_trade_stage_moves"
#: set in the memory of a transaction by who moves deals without planning work for them
NO_PLANS = "foreign_trade_no_stage_plans"


class CrmLeadStageActivity(models.Model):
    """Entering a stage plans its activities; leaving it closes those that became pointless.

    Costs nothing while no stage has a plan, and as many queries for many deals as for one.
    What a person moves is followed at once, so that the card shows it. Imports and mass edits
    are followed at the end of their transaction, as Odoo does with the notes of changes: a deal
    that is moved twice gets the work of its last stage only.
    """

    _inherit = "crm.lead"

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        if self.env["crm.stage"]._get_activity_plans():
            leads._follow_stages(dict.fromkeys(leads.ids, False))
        return leads

    def write(self, vals):
        if WATCHED.isdisjoint(vals) or not self.env["crm.stage"]._get_activity_plans():
            return super().write(vals)
        # what was lost and comes back into its stage has the activities behind it
        before = self._get_worked_stages(also_lost=vals.get("active"))
        owners = {}
        if vals.get("user_id"):
            owners = {lead.id: lead.user_id for lead in self.sudo() if before[lead.id]}
        result = super().write(vals)
        self._hand_over_stage_activities(owners)
        self._follow_stages(before)
        return result

    def _hand_over_stage_activities(self, owners):
        """What a stage planned for the owner is the next owner's; what others do stays theirs.

        :param dict owners: ``{lead.id: owner before}`` of the deals in somebody's hands
        """
        # sudo: giving a deal away may have taken it out of the user's reach
        given = {one.id: one.user_id for one in self.sudo() if one.id in owners}
        given = {rid: user for rid, user in given.items() if user != owners[rid]}
        if not given:
            return
        domain = [("res_model", "=", self._name), ("res_id", "in", list(given))]
        activities = self.env["mail.activity"].sudo()
        found = activities.search([*domain, ("crm_stage_id", "!=", False)])
        theirs = found.filtered(lambda one: one.user_id == owners[one.res_id])
        theirs = theirs.with_context(mail_activity_quick_update=True)
        for user, same in theirs.grouped(self._get_person_of_step).items():
            same.user_id = user

    def _follow_stages(self, before):
        """Plan and close what the moves since ``before`` ask for.

        :param dict before: as of :meth:`_get_worked_stages`
        """
        now = self._get_worked_stages()
        moved = self.filtered(lambda lead: now[lead.id] != before[lead.id])
        if not moved:
            return
        plans = not self.env.cr.cache.get(NO_PLANS)
        moves = {lead.id: (before[lead.id], plans) for lead in moved}
        if len(moves) <= AT_ONCE:
            self._work_off_stages(moves)
            return
        callbacks = self.env.cr.precommit
        if PENDING not in callbacks.data:
            callbacks.data[PENDING] = {}
            callbacks.add(self.browse()._work_off_pending_stages)
        for lead_id, move in moves.items():
            callbacks.data[PENDING].setdefault(lead_id, move)

    def _work_off_pending_stages(self):
        """At the end of the transaction; what was rolled back meanwhile has not moved."""
        self._work_off_stages(self.env.cr.precommit.data.pop(PENDING, {}))
        self.env.flush_all()

    def _work_off_stages(self, moves):
        """:param dict moves: ``{lead id: (stage before, whether to plan)}``"""
        # sudo: moving may have taken them out of the user's reach
        leads = self.sudo().browse(moves)
        leads = leads.exists() if len(leads) > AT_ONCE else leads
        now = leads._get_worked_stages()
        moved = leads.filtered(lambda lead: now[lead.id] != moves[lead.id][0])
        if moved:
            moved._close_stage_activities(now)
            moved.filtered(lambda lead: moves[lead.id][1])._plan_stage_activities(now)

    def _get_worked_stages(self, also_lost=False):
        """``{lead.id: id of the stage in which somebody has something to do, else False}``

        A deal in nobody's hands waits: its owner's work begins with the owner.
        """
        return {
            lead.id: lead.type == "opportunity"
            and bool(lead.user_id and (lead.active or also_lost))
            and lead.stage_id.id
            for lead in self.sudo()  # as it is asked after the move as well
        }

    def _close_stage_activities(self, stages):
        """Close what other stages than those in ``stages`` planned and nobody needs any more."""
        # sudo: an activity may be a colleague's
        activities = self.env["mail.activity"].sudo()
        domain = [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        found = activities.search([*domain, ("crm_stage_id", "!=", False)])
        found.filtered(
            lambda one: (
                one.crm_stage_id.id != stages[one.res_id] and not one.plan_step_id.outlives_stage
            )
        ).unlink()

    def _plan_stage_activities(self, stages):
        """Plan the activities of the stages that these deals are in; they come as superuser.

        The plan starts whoever moves the deal, also where it is a colleague's.
        """
        plans = self.env["crm.stage"]._get_activity_plans()
        leads = self.filtered(lambda lead: stages[lead.id] in plans)
        if not leads:
            return
        known = leads._get_open_steps()
        values = []
        for stage, same in leads.grouped("stage_id").items():
            for company, ours in same.grouped(lambda lead: lead._gate_company()).items():
                # whoever moves the deal, its company's holidays count
                plan = self.env["mail.activity.plan"].with_company(company).browse(plans[stage.id])
                if plan.company_id in (company, company.browse()):
                    values += ours._prepare_stage_activities(plan, known)
        if values:
            self._create_stage_activities(values)

    def _get_open_steps(self):
        """``{(lead id, step id)}`` that are planned and not done yet."""
        activities = self.env["mail.activity"]
        domain = [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        found = activities.search_fetch(
            [*domain, ("plan_step_id", "!=", False)], ["res_id", "plan_step_id"]
        )
        return {(one.res_id, one.plan_step_id.id) for one in found}

    def _prepare_stage_activities(self, plan, known):
        model_id = self.env["ir.model"]._get_id(self._name)
        values = []
        for step in plan.template_ids:
            step_values = {
                "res_model_id": model_id,
                "activity_type_id": step.activity_type_id.id,
                "summary": step.summary,
                "note": step.note,
                "automated": True,
                "plan_step_id": step.id,
            }
            due = {}
            for lead in self:
                if (lead.id, step.id) in known:
                    continue
                today = lead._get_today_of(lead.user_id)
                due[today] = due.get(today) or step._get_date_deadline(today)
                person = lead._get_person_of(step)
                values.append(
                    {
                        **step_values,
                        "res_id": lead.id,
                        "crm_stage_id": lead.stage_id.id,
                        "date_deadline": due[today],
                        "user_id": person.id,
                    }
                )
        return values

    def _get_person_of(self, step):
        """Who does a step of this deal's plan: its owner where there is nobody else."""
        owner = self.user_id
        return (step and step._determine_responsible(owner, self)["responsible"]) or owner

    @api.model
    def _get_person_of_step(self, activity):
        lead = self.sudo().browse(activity.res_id)  # sudo: as above
        return lead._get_person_of(activity.plan_step_id)

    def _create_stage_activities(self, values):
        """Colleagues hear of the work in one deal; of many deals they see it in their list."""
        # sudo: as above; without the defaults that a client sends for deals
        env = self.env(context=clean_context(self.env.context))
        activities = env["mail.activity"].sudo()
        quiet = activities.with_context(mail_activity_quick_update=True)
        if len({one["res_id"] for one in values}) > 1:
            quiet.create(values)
            return
        mine = [one for one in values if one["user_id"] == self.env.uid]
        quiet.create(mine)
        activities.create([one for one in values if one["user_id"] != self.env.uid])
