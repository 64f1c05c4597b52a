from odoo import models
from odoo.fields import Domain

from .crm_lead_gate import position


class CrmLeadGatePreview(models.Model):
    """What a move would be refused for, without moving anything."""

    _inherit = "crm.lead"

    def _gate_unmet_if_moved(self, team, stage):
        """``{lead.id: [conditions]}`` that these deals would fail in a stage of a team.

        Judged as ``write`` judges the move itself; a constant number of queries.
        """
        conditions = self._gate_conditions()
        if not conditions or not self:
            return {}
        stages = self.env["crm.stage"].sudo()  # names and order of columns are no secret
        pipeline = team._gate_pipeline(stages.search(Domain.TRUE, order="sequence, id"))
        end = position(pipeline, stage.id, len(pipeline))
        entered, rescoped = {}, {}
        for lead in self:
            start = position(pipeline, lead.stage_id.id, -1)
            here = {f"stage:{stage.id}"}
            if end > start:
                entered[lead.id] = (here, _stage_keys(pipeline[start + 1 : end]))
            if lead.team_id != team:
                rescoped[lead.id] = (here, _stage_keys(pipeline[:end]))
        scopes = self._gate_scopes()
        wanted = {}
        for condition in conditions:
            wanted[condition] = condition.guarded_ids(entered)
            if condition.kind != "visit":
                staying = condition.guarded_ids(rescoped)
                wanted[condition] |= {r for r in staying if not condition.applies_to(*scopes[r])}
        return self._gate_unmet(wanted, team)


def _stage_keys(stage_ids):
    return {f"stage:{stage_id}" for stage_id in stage_ids}
