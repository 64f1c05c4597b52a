from markupsafe import Markup

from odoo import api, fields, models

from .foreign_trade_merge_preview_mixin import MERGE_MODELS


class ForeignTradeMergeLog(models.Model):
    """Where a lead or customer went that was merged into another, and what it said."""

    _name = "foreign.trade.merge.log"
    _description = "Merge"
    _order = "merged_at desc, id desc"
    _rec_name = "merged_name"

    res_model = fields.Selection(MERGE_MODELS, string="Kind", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Merged Into ID", model_field="res_model", required=True, readonly=True, index=True
    )
    merged_id = fields.Integer(string="Merged ID", required=True, readonly=True, index=True)
    merged_name = fields.Char(string="Merged", required=True, readonly=True)
    kept_name = fields.Char(string="Merged Into", compute="_compute_kept_name")
    user_id = fields.Many2one("res.users", string="By", readonly=True, ondelete="set null")
    merged_at = fields.Datetime(string="On", required=True, readonly=True)
    values = fields.Json(readonly=True)
    values_html = fields.Html(string="What It Said", compute="_compute_values_html")

    @api.depends("res_model", "res_id")
    def _compute_kept_name(self):
        for model, logs in self.grouped("res_model").items():
            # sudo: the log is for managers; the record may be archived or of another company
            records = self.env[model].sudo().browse(logs.mapped("res_id")).exists()
            names = {record.id: record.display_name for record in records}
            for log in logs:
                log.kept_name = names.get(log.res_id, False)

    @api.depends("values")
    def _compute_values_html(self):
        for log in self:
            rows = Markup().join(
                Markup("<tr><th class='pe-3'>%s</th><td>%s</td></tr>") % (label, text)
                for label, text in log.values or ()
            )
            log.values_html = Markup("<table class='table table-sm'>%s</table>") % rows

    def action_open_kept(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }
