from odoo import api, models

from .crm_lead_closing import CLOSING_FIELDS
from .crm_lead_gate import id_in


class CrmLeadClosingGate(models.Model):
    """Winning and losing are transitions with gates of their own, through every door.

    A lead marked as invalid has a reason of another kind than a lost one; leads that are no
    deals have none.
    """

    _inherit = "crm.lead"

    def _gate_is_transition(self, vals):
        """What was closed as invalid is judged when somebody says it is valid."""
        closing = CLOSING_FIELDS | {"validity"}
        return super()._gate_is_transition(vals) or not closing.isdisjoint(vals)

    def _gate_keys(self):
        keys = super()._gate_keys()
        for lead in self.filtered(lambda one: one.won_status in ("won", "lost")):
            is_lost_as_invalid = lead.won_status == "lost" and lead.validity == "invalid"
            if lead.type == "opportunity" and not is_lost_as_invalid:
                keys[lead.id].add(lead.won_status)
        return keys

    @api.model
    def _gate_passed_keys(self, key):
        """Who enters a won stage wins the deal."""
        keys = super()._gate_passed_keys(key)
        # sudo: which stage wins is no secret
        stage = self.env["crm.stage"].sudo().browse(id_in(keys, "stage") or ())
        return keys | {"won"} if stage.is_won else keys
