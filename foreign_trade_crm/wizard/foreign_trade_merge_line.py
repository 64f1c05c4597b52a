from odoo import api, fields, models


class ForeignTradeMergeLine(models.TransientModel):
    """One field of the records to merge: what stays, and what the others have."""

    _name = "foreign.trade.merge.line"
    _description = "Field of a Merge"

    wizard_id = fields.Many2one("foreign.trade.merge", required=True, ondelete="cascade")
    name = fields.Char(string="Technical Name", required=True)
    label = fields.Char(string="Field", required=True)
    texts = fields.Json()
    combined_text = fields.Char()
    is_combined = fields.Boolean()
    source_id = fields.Many2one(
        "foreign.trade.merge.candidate",
        string="Taken From",
        domain="[('wizard_id', '=', wizard_id)]",
    )
    kept_text = fields.Char(string="Stays", compute="_compute_texts")
    other_text = fields.Char(string="Goes", compute="_compute_texts")

    @api.depends("texts", "combined_text", "is_combined", "source_id")
    def _compute_texts(self):
        for line in self:
            texts = line.texts or {}
            source = line.source_id._origin or line.source_id
            chosen = texts.get(str(source.id)) or ""
            line.kept_text = line.combined_text if line.is_combined else chosen
            others = {text for text in texts.values() if text and text != line.kept_text}
            line.other_text = "" if line.is_combined else " / ".join(sorted(others))
