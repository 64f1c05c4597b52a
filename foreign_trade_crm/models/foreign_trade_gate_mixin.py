from odoo import fields, models


class ForeignTradeGateMixin(models.AbstractModel):
    """What must be true to enter, and to stay in, a stage. Skeleton: see the full file soon.

    An adopter lists this mixin *before* the model (``_name = "crm.lead"``,
    ``_inherit = ["foreign.trade.gate.mixin", "crm.lead"]``), so that the check is the
    outermost step, and supplies ``_gate_fields`` and ``_gate_keys``.
    """

    _name = "foreign.trade.gate.mixin"
    _description = "Gate"

    _gate_fields = ()

    gate_override_reason = fields.Char(
        string="Gate override reason",
        compute="_compute_gate_override_reason",
        inverse="_inverse_gate_override_reason",
    )
    gate_checklist = fields.Json(compute="_compute_gate_checklist")

    def _compute_gate_override_reason(self):
        self.gate_override_reason = False

    def _inverse_gate_override_reason(self):
        """The reason is kept in ``foreign.trade.gate.override``, not on the record."""

    def _compute_gate_checklist(self):
        self.gate_checklist = False

    def _gate_keys(self):
        """``{record.id: set of keys}`` the records are in now."""
        return {record.id: set() for record in self}
