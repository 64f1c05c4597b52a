from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..models.crm_lead_stage_activity import NO_PLANS


class ForeignTradeStageMapping(models.TransientModel):
    """Moves the deals of one pipeline to the stages of another, looked at before.

    The gates of the new stages hold as for any move: what they refuse is counted here, and
    passes with a reason that is kept, or stays where it is.
    """

    _name = "foreign.trade.stage.mapping"
    _description = "Move Deals to Another Pipeline"

    source_team_id = fields.Many2one("crm.team", string="From Team", required=True)
    target_team_id = fields.Many2one("crm.team", string="To Team", required=True)
    include_closed = fields.Boolean(
        string="Won and Lost Too", help="Otherwise these stay in the old pipeline."
    )
    plan_activities = fields.Boolean(
        help="Plan the activities of the new stages, as if somebody had moved each deal there."
    )
    leave_refused = fields.Boolean(
        string="Leave What a Gate Refuses",
        help="Deals that do not meet the conditions of their new stage stay where they are.",
    )
    reason = fields.Char(
        help="Lets all pass although conditions are unmet. It is kept with your name for each "
        "deal, and listed in the report of overrides."
    )
    line_ids = fields.One2many(
        "foreign.trade.stage.mapping.line",
        "mapping_id",
        string="Stages",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )
    deal_count = fields.Integer("Deals", compute="_compute_counts")
    refused_count = fields.Integer("Refused by Gates", compute="_compute_counts")

    @api.depends("source_team_id", "target_team_id", "include_closed")
    def _compute_line_ids(self):
        for mapping in self:
            commands = [Command.clear()]
            if mapping.source_team_id and mapping.target_team_id:
                counts = self.env["crm.lead"]._read_group(
                    mapping._get_deal_domain(), ["stage_id"], ["__count"]
                )
                targets = mapping._get_target_stages()
                for stage, count in counts:
                    target = mapping._guess_target(stage, targets)
                    values = {"source_stage_id": stage.id, "target_stage_id": target.id}
                    commands.append(Command.create({**values, "deal_count": count}))
            mapping.line_ids = commands

    @api.depends("line_ids.deal_count", "line_ids.refused_count", "line_ids.target_stage_id")
    def _compute_counts(self):
        for mapping in self:
            lines = mapping.line_ids.filtered("target_stage_id")
            mapping.deal_count = sum(lines.mapped("deal_count"))
            mapping.refused_count = sum(lines.mapped("refused_count"))

    def _get_deal_domain(self):
        domain = Domain("type", "=", "opportunity") & Domain("stage_id", "!=", False)
        domain &= Domain("team_id", "=", self.source_team_id.id)
        if self.include_closed:
            # a move to a won stage revives: what was archived after it was won stays
            return domain & (Domain("active", "=", True) | Domain("stage_id.is_won", "=", False))
        return domain & Domain("won_status", "=", "pending") & Domain("active", "=", True)

    def _get_target_stages(self):
        """The stages of the board of the team that the deals go to, in order."""
        stages = self.env["crm.stage"].search(Domain.TRUE, order="sequence, id")
        return stages.browse(self.target_team_id._gate_pipeline(stages))

    def _guess_target(self, stage, targets):
        """A stage of the same name, else one as far on; won goes to won."""
        same = targets.filtered(lambda one: one.is_won == stage.is_won)
        named = same.filtered(lambda one: one.name.casefold() == stage.name.casefold())
        if named or not same:
            return named[:1]
        stages = self.env["crm.stage"].search(Domain.TRUE, order="sequence, id")
        source = stages.browse(self.source_team_id._gate_pipeline(stages))
        source = source.filtered(lambda one: one.is_won == stage.is_won).ids
        if stage.id not in source:
            return same[:1]
        return same[source.index(stage.id) * len(same) // len(source)]

    def action_apply(self):
        """Move all of it, or nothing.

        :raises AccessError: for anybody but sales managers
        :raises GateError: naming all deals that a gate refuses, without a reason
        """
        self.ensure_one()
        if not self.env.user.has_group("foreign_trade_crm.group_sales_manager"):
            raise AccessError(self.env._("Only sales managers move deals between pipelines."))
        lines = self.line_ids.filtered("target_stage_id")
        if not lines:
            raise UserError(self.env._("Choose a new stage for at least one of the old ones."))
        lines._check_ends()
        chosen = [(line.target_stage_id, line._get_deals()) for line in lines]
        chosen = self._leave_out_refused(chosen)
        cache = self.env.cr.cache  # the memory of this transaction: a context would be the client's
        previous = cache.get(NO_PLANS)
        cache[NO_PLANS] = not self.plan_activities
        try:
            for stage, deals in chosen:
                deals.write(self._prepare_move_values(stage))
        finally:
            cache[NO_PLANS] = previous
        return self._open_board()

    def _leave_out_refused(self, chosen):
        """``[(stage, deals)]`` without the deals that stay; one error for all that may not."""
        if (self.reason or "").strip():
            return chosen
        refused = {}
        for stage, deals in chosen:
            refused |= deals._gate_unmet_if_moved(self.target_team_id, stage)
        if refused and not self.leave_refused:
            raise self.env["crm.lead"].browse(refused)._gate_error(refused)
        return [
            (stage, deals.filtered(lambda deal: deal.id not in refused)) for stage, deals in chosen
        ]

    def _prepare_move_values(self, stage):
        values = {"team_id": self.target_team_id.id, "stage_id": stage.id}
        if reason := (self.reason or "").strip():
            values["gate_override_reason"] = reason
        return values

    def _open_board(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.target_team_id.name,
            "res_model": "crm.lead",
            "views": [(False, "kanban"), (False, "list"), (False, "form")],
            "domain": [
                ("type", "=", "opportunity"),
                ("team_id", "=", self.target_team_id.id),
            ],
            "context": {
                "default_type": "opportunity",
                "default_team_id": self.target_team_id.id,
            },
            "target": "main",
        }
