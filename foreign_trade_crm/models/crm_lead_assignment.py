from odoo import api, fields, models

#: why a lead has its owner; goes when somebody chooses another
REASON_FIELDS = ("assigned_rule_id", "assignment_kind", "assignment_match")


class CrmLeadAssignment(models.Model):
    """New leads get their owner by rule, through whatever door they come.

    An owner somebody named is kept; that the creator is filled in by default names nobody.
    The rules decide before the record is written, so that a batch costs no query per lead.
    """

    _inherit = "crm.lead"

    assigned_at = fields.Datetime(
        readonly=True,
        copy=False,
        help="When a rule gave this lead to a salesperson.",
        prefetch="trade_details",
    )

    _assigned_idx = models.Index("(user_id, assigned_at) WHERE assigned_at IS NOT NULL")
    _open_lead_idx = models.Index("(user_id) WHERE active IS TRUE AND type = 'lead'")

    @api.model
    def default_get(self, fields):
        """While rules assign leads, the creator is not proposed as their owner."""
        values = super().default_get(fields)
        if (
            values.get("user_id") == self.env.uid
            and not self.env.context.get("default_user_id")
            and self.env["foreign.trade.assignment.rule"]._get_active_rules()
            and self._get_default_type(values) == "lead"
        ):
            values["user_id"] = False
        return values

    def _get_default_type(self, values):
        return (
            values.get("type")
            or self.env.context.get("default_type")
            or ("lead" if self.env.user.has_group("crm.group_use_lead") else "opportunity")
        )

    @api.model_create_multi
    def create(self, vals_list):
        channels = any(vals.get("channel_id") for vals in vals_list)
        if channels:
            vals_list = self._apply_channel_defaults(vals_list)
        if self.env["foreign.trade.assignment.rule"]._get_active_rules():
            vals_list = self._apply_assignment_rules(vals_list)
        if channels:
            vals_list = self._apply_channel_team(vals_list)
        leads = super().create(vals_list)
        assigned = [
            lead.id for lead, vals in zip(leads, vals_list, strict=True) if vals.get("assigned_at")
        ]
        if assigned:
            leads.browse(assigned)._notify_assignment()
        return leads

    def write(self, vals):
        """The reason of an assignment holds only until somebody else is chosen."""
        if "user_id" not in vals or "assignment_kind" in vals:
            return super().write(vals)
        changed = self.filtered(
            lambda lead: lead.assignment_kind and lead.user_id.id != vals["user_id"]
        )
        result = True
        if self - changed or not changed:
            result = super(CrmLeadAssignment, self - changed).write(vals)
        if changed:
            forget = dict.fromkeys((*REASON_FIELDS, "assigned_at"), False)
            result = super(CrmLeadAssignment, changed).write({**vals, **forget})
        return result

    @api.model
    def _apply_assignment_rules(self, vals_list):
        """The same values with owner, team and reason where no owner was named."""
        default_type = self._get_default_type({})
        default_user = self.env.context.get("default_user_id")
        todo = [
            index
            for index, vals in enumerate(vals_list)
            if not vals.get("user_id", default_user) and vals.get("type", default_type) == "lead"
        ]
        if not todo:
            return vals_list
        applied = list(vals_list)
        facts_list = self._prepare_assignment_facts([vals_list[index] for index in todo])
        decisions = self.env["foreign.trade.assignment"]._decide(facts_list)
        for index, decision in zip(todo, decisions, strict=True):
            applied[index] = {**vals_list[index], **decision}
        return applied
