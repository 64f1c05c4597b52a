from odoo import api, fields, models

#: fields whose change may close or reopen a deal; a client may write the computed status as well
CLOSING_FIELDS = frozenset(
    ("stage_id", "active", "probability", "automated_probability", "type", "won_status")
)


class CrmLeadClosing(models.Model):
    """Why a deal was won or lost, with free text.

    Whether a reason is required is a rule of the gate on winning and losing; here it is kept,
    and goes when the deal is reopened, as Odoo's lost reason does. The chatter remembers it.
    """

    _inherit = "crm.lead"

    win_reason_id = fields.Many2one(
        "foreign.trade.win.reason",
        ondelete="restrict",
        copy=False,
        tracking=True,
        prefetch="trade_details",
    )
    closing_note = fields.Text(
        copy=False,
        tracking=True,
        help="In your own words: why the deal was won or lost.",
        prefetch="trade_details",
    )

    @api.model
    def _get_reopened_values(self):
        """What a deal that is open again no longer says."""
        return {"win_reason_id": False, "lost_reason_id": False, "closing_note": False}

    def write(self, vals):
        closed = self.browse()
        if not CLOSING_FIELDS.isdisjoint(vals):
            closed = self.filtered(lambda lead: lead.won_status in ("won", "lost"))
            before = {lead: lead.won_status for lead in closed}
        result = super().write(vals)
        for lead in closed.filtered(lambda lead: lead.won_status != before[lead]):
            lead._forget_closing(vals, before[lead])
        return result

    def _forget_closing(self, vals, before):
        """Clear what was said of a closing that is undone, but for what is said anew.

        Why a lost deal is won after all is said before it is reopened or moved.

        :param str before: won status that it had
        """
        won_after_all = before == "lost" and self.win_reason_id
        kept = {"win_reason_id", "closing_note"} if won_after_all else set()
        values = {
            name: value
            for name, value in self._get_reopened_values().items()
            if self[name] and not vals.get(name) and name not in kept
        }
        return super().write(values) if values else True

    def action_set_lost(self, **additional_values):
        """The reason comes first: archiving alone may lose a deal without any prospects.

        A reason that is left empty takes nothing away from one that was given before.
        """
        said = {
            name: value
            for name, value in additional_values.items()
            if name in ("lost_reason_id", "closing_note")
        }
        given = {name: value for name, value in said.items() if value}
        if given:
            self.write(given)
        others = {name: value for name, value in additional_values.items() if name not in said}
        return super().action_set_lost(**others)

    def _merge_get_fields(self):
        return [*super()._merge_get_fields(), "win_reason_id"]

    def _merge_get_fields_specific(self):
        return {
            **super()._merge_get_fields_specific(),
            "closing_note": lambda fname, leads: leads._merge_texts(fname),
        }
