from odoo import api, fields, models
from odoo.exceptions import ValidationError

INVALID_VALUES = {"active": False, "probability": 0, "automated_probability": 0}


class CrmLeadValidity(models.Model):
    """Whether a lead is worth working on.

    An invalid lead is archived as a lost one is: it leaves every working view of Odoo, keeps
    its reason and stays in the statistics of its channel. Reopening it brings it back.
    """

    _inherit = "crm.lead"

    validity = fields.Selection(
        [("to_verify", "To Verify"), ("valid", "Valid"), ("invalid", "Invalid")],
        default="to_verify",
        tracking=True,
        prefetch="trade_details",
    )
    invalid_reason_id = fields.Many2one(
        "foreign.trade.invalid.reason",
        ondelete="restrict",
        tracking=True,
        prefetch="trade_details",
    )

    @api.constrains("validity", "invalid_reason_id")
    def _check_invalid_reason(self):
        for lead in self:
            if lead.validity == "invalid" and not lead.invalid_reason_id:
                raise ValidationError(
                    self.env._(
                        "Say why the lead “%(name)s” is invalid: choose a reason.", name=lead.name
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [
            {**vals, **INVALID_VALUES} if vals.get("validity") == "invalid" else vals
            for vals in vals_list
        ]
        return super().create(vals_list)

    def write(self, vals):
        """Whoever brings an invalid lead back reopens it, and reopening brings it back."""
        invalid = self.browse()
        if vals.get("active") or "validity" in vals:
            invalid = self.filtered(lambda lead: lead.validity == "invalid")
        if vals.get("validity") == "invalid":
            return super().write({**vals, **INVALID_VALUES})
        if "validity" in vals:
            vals = {"invalid_reason_id": False, **vals}
        result = super().write(vals)
        if invalid and "validity" not in vals:
            invalid.action_mark_to_verify()
        archived = invalid.filtered(lambda lead: not lead.active)
        if archived:
            archived.action_restore()
        return result

    def action_mark_valid(self):
        return self.write({"validity": "valid"})

    def action_mark_to_verify(self):
        return self.write({"validity": "to_verify"})

    def action_mark_invalid(self):
        """Ask for the reason."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Mark as Invalid"),
            "res_model": "foreign.trade.lead.invalidate",
            "view_mode": "form",
            "target": "new",
            "context": {"default_lead_ids": [(6, 0, self.ids)]},
        }
