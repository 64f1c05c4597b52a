from odoo import models
from odoo.fields import Domain


def id_in(keys, kind):
    """Id of the stage or team among the keys of one lead.

    :return: False for "no team" or "no stage", None where the lead is in no pipeline
    """
    for key in keys:
        name, _colon, text = key.partition(":")
        if name == kind:
            return int(text) if text.isdigit() else False
    return None


def _place(lead):
    """Where a lead stands, in plain values: leads of one place have the same keys."""
    if lead.type == "opportunity":
        return True, lead.team_id.id, lead.stage_id.id
    return False, lead.is_customer_only, False


def position(stage_ids, stage_id, outside):
    """Where a stage stands in a pipeline; ``outside`` if it does not belong to it."""
    return stage_ids.index(stage_id) if stage_id in stage_ids else outside


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["foreign.trade.gate.mixin", "crm.lead"]

    _gate_fields = ("stage_id", "type", "team_id", "user_id", "company_id", "is_customer_only")
    #: a deal in nobody's hands goes to the company of its customer
    _gate_scope_fields = ("team_id", "user_id", "company_id", "partner_id")
    _gate_amount_fields = ("expected_revenue", "deal_amount", "deal_currency_id", "company_id")

    def _gate_is_transition(self, vals):
        return super()._gate_is_transition(vals) or "partner_id" in vals

    def _gate_amount(self):
        """The deal amount converted, at the rate and date that are kept with it."""
        return None if self.deal_amount and not self.deal_rate else self.expected_revenue

    def _gate_keys(self):
        """The team is a key of its own: changing it may change the pipeline.

        A lead that became a customer without an opportunity is converted and in no pipeline.
        """
        keys = {}
        for (is_deal, team_or_done, stage_id), leads in self.grouped(_place).items():
            if is_deal:
                here = {"convert", f"team:{team_or_done}", f"stage:{stage_id}"}
            else:
                here = {"convert"} if team_or_done else set()
            keys.update((lead_id, set(here)) for lead_id in leads._ids)
        return keys

    def _gate_entered_keys(self, before, now):
        """Moving backwards is free; a jump passes the stages between.

        A deal created as an opportunity was never converted, but has passed every stage
        before the one it appears in. A stage from outside a team's own pipeline is no way
        round it: entering it passes the whole pipeline.
        """
        entered = super()._gate_entered_keys(before, now)
        for record_id in entered.keys() - before.keys():
            entered[record_id][0].discard("convert")
        moves = {}
        for record_id, (keys, _jumped) in entered.items():
            if keys:
                move = (frozenset(before.get(record_id, ())), frozenset(now[record_id]))
                moves.setdefault(move, []).append(record_id)
        # one deal of each kind of move says what the move passes
        kinds = self.browse(ids[0] for ids in moves.values())
        pipelines = kinds.filtered(lambda lead: lead.type == "opportunity")._gate_pipelines()
        for (there, here), record_ids in moves.items():
            stage_id = id_in(here, "stage")
            if stage_id is None:
                continue
            stage_ids = pipelines[id_in(here, "team")]
            start = position(stage_ids, id_in(there, "stage"), -1)
            end = position(stage_ids, stage_id, len(stage_ids))
            passed = {f"stage:{passed_id}" for passed_id in stage_ids[start + 1 : end]}
            for record_id in record_ids:
                keys, jumped = entered[record_id]
                if end <= start:
                    keys.discard(f"stage:{stage_id}")
                jumped |= passed
        return entered

    def _gate_staying_keys(self):
        """What holds for a stage and later ones goes on holding in the later ones."""
        staying = super()._gate_staying_keys()
        pipelines = self._gate_pipelines()
        for lead in self.filtered(lambda lead: lead.type == "opportunity"):
            stage_ids = pipelines[lead.team_id.id]
            here = position(stage_ids, lead.stage_id.id, 0)
            staying[lead.id][1].update(f"stage:{stage_id}" for stage_id in stage_ids[:here])
        return staying

    def _gate_rescoped_keys(self):
        """A deal may never have been a lead: that it would not be converted blocks no move."""
        staying = super()._gate_rescoped_keys()
        return {rid: (keys - {"convert"}, passed) for rid, (keys, passed) in staying.items()}

    def _gate_shown_keys(self):
        """What conversion asks is no matter for a deal that never was a lead."""
        keys = super()._gate_shown_keys()
        for lead in self.filtered(lambda lead: not lead.date_conversion):
            keys[lead.id].discard("convert")
        return keys

    def _gate_next_keys(self):
        pipelines = self._gate_pipelines()
        result = {}
        for lead in self:
            if lead.type != "opportunity":
                result[lead.id] = ("convert", self.env._("To convert it"))
                continue
            stage_ids = pipelines[lead.team_id.id]
            here = position(stage_ids, lead.stage_id.id, -1)
            if here + 1 < len(stage_ids):
                stage = self.env["crm.stage"].browse(stage_ids[here + 1])
                result[lead.id] = (f"stage:{stage.id}", self._gate_stage_title(stage))
        return result

    def _gate_stage_title(self, stage):
        return self.env._("To enter %(stage)s", stage=stage.name)

    def _gate_pipelines(self):
        """``{id of a sales team: ids of its stages in the order of the board}``.

        Two queries, whatever the batch; leads without a team are under ``False``.
        """
        stages = self.env["crm.stage"].sudo()  # names and order of columns are no secret
        if self:
            stages = stages.search(Domain.TRUE, order="sequence, id")
        no_team = self.env["crm.team"]
        return {team.id: team._gate_pipeline(stages) for team in (*self.team_id, no_team)}

    def _gate_company(self):
        return (
            self.company_id
            or self.team_id.company_id
            or self.user_id.company_id
            or self.env.company
        )

    def _gate_team(self):
        return self.team_id

    def _gate_note_overrides(self, values_by_id):
        self._message_log_batch(bodies=self._gate_override_bodies(values_by_id))
        return super()._gate_note_overrides(values_by_id)
