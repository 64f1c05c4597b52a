from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class ForeignTradeStageMappingLine(models.TransientModel):
    """Where the deals of one old stage go."""

    _name = "foreign.trade.stage.mapping.line"
    _description = "Old Stage and New Stage"

    mapping_id = fields.Many2one(
        "foreign.trade.stage.mapping", required=True, index=True, ondelete="cascade"
    )
    source_stage_id = fields.Many2one("crm.stage", string="Old Stage", required=True)
    target_stage_id = fields.Many2one(
        "crm.stage",
        string="New Stage",
        domain="[('id', 'in', available_stage_ids)]",
        help="Empty: these deals stay where they are.",
    )
    available_stage_ids = fields.Many2many("crm.stage", compute="_compute_available_stage_ids")
    deal_count = fields.Integer("Deals", readonly=True)
    refused_count = fields.Integer(
        "Refused by Gates",
        compute="_compute_refused_count",
        help="Deals that do not meet the conditions of the new stage, or of those before it.",
    )

    @api.depends("mapping_id.target_team_id", "source_stage_id")
    def _compute_available_stage_ids(self):
        """Won stays won and open stays open: a mapping is no way to win or reopen deals."""
        for line in self:
            stages = line.mapping_id._get_target_stages()
            won = line.source_stage_id.is_won
            line.available_stage_ids = stages.filtered(lambda one, won=won: one.is_won == won)

    @api.depends("target_stage_id", "mapping_id.target_team_id")
    def _compute_refused_count(self):
        for line in self:
            team, stage = line.mapping_id.target_team_id, line.target_stage_id
            deals = line._get_deals() if team and stage else self.env["crm.lead"]
            line.refused_count = len(deals._gate_unmet_if_moved(team._origin, stage._origin))

    def _get_deals(self):
        mapping = self.mapping_id
        domain = mapping._get_deal_domain() & Domain("stage_id", "=", self.source_stage_id.id)
        return self.env["crm.lead"].search(domain)

    def _check_ends(self):
        """:raises UserError: where the mapping would win or reopen deals"""
        for line in self:
            if line.source_stage_id.is_won != line.target_stage_id.is_won:
                raise UserError(
                    self.env._(
                        "Deals of %(old)s cannot go to %(new)s: what is won stays won, and what "
                        "is open stays open.",
                        old=line.source_stage_id.name,
                        new=line.target_stage_id.name,
                    )
                )
