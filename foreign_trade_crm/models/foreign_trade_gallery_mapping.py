from odoo import api, fields, models

PREFIX = "pipeline_"


class ForeignTradeGalleryMapping(models.Model):
    """From a pipeline just loaded to the deals that shall move there."""

    _inherit = "foreign.trade.gallery"

    is_pipeline = fields.Boolean(compute="_compute_is_pipeline")

    @api.depends("code")
    def _compute_is_pipeline(self):
        for gallery in self:
            gallery.is_pipeline = gallery.code.startswith(PREFIX)

    def action_map_deals(self):
        """Move deals of another team to the stages of this pipeline."""
        self.ensure_one()
        team = self._loaded(f"team_{self.code.removeprefix(PREFIX)}", "crm.team")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "foreign_trade_crm.foreign_trade_stage_mapping_action"
        )
        return {**action, "context": {"default_target_team_id": team.id}}
