from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

from ..models.foreign_trade_merge_preview_mixin import MERGE_MODELS

#: more at once nobody has looked at
MOST = 20


class ForeignTradeMerge(models.TransientModel):
    """Merge leads or customers after a look at which value wins, field by field.

    For sales managers. The work itself is core's: ``merge_opportunity`` of leads, the contact
    merge of partners; the values chosen here are written on what is left.
    """

    _name = "foreign.trade.merge"
    _description = "Merge With Preview"

    res_model = fields.Selection(MERGE_MODELS, required=True, readonly=True)
    candidate_ids = fields.One2many("foreign.trade.merge.candidate", "wizard_id", readonly=True)
    keep_id = fields.Many2one(
        "foreign.trade.merge.candidate",
        string="Record Kept",
        domain="[('wizard_id', '=', id)]",
        help="The others are deleted; what hangs on them moves to this one.",
    )
    line_ids = fields.One2many("foreign.trade.merge.line", "wizard_id")

    @api.depends("candidate_ids")
    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = self.env._("Merge %(count)s", count=len(wizard.candidate_ids))

    @api.model
    def open_merge(self, res_model, res_ids):
        """The action that opens a preview for these records.

        :raises UserError: when there are not two of them
        """
        self._check_manager()
        records = self._get_records(res_model, res_ids)
        records.check_access("read")
        wizard = self.create({"res_model": res_model})
        candidates = wizard.candidate_ids.create(
            [wizard._prepare_candidate(record) for record in records]
        )
        wizard.keep_id = candidates[0]
        lines = wizard._prepare_lines(dict(zip(records, candidates, strict=True)))
        wizard.line_ids = [Command.create(values) for values in lines]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Merge"),
            "res_model": self._name,
            "res_id": wizard.id,
            "views": [(False, "form")],
            "target": "new",
        }

    @api.model
    def _check_manager(self):
        if not self.env.user.has_group("foreign_trade_crm.group_sales_manager"):
            raise AccessError(self.env._("Only sales managers may merge with this preview."))

    @api.model
    def _get_records(self, res_model, res_ids):
        """The records, the one that is kept first."""
        if res_model not in dict(MERGE_MODELS):
            raise UserError(self.env._("Only leads, opportunities and contacts can be merged."))
        records = self.env[res_model].browse(dict.fromkeys(res_ids)).exists()
        if len(records) < 2:
            raise UserError(self.env._("Select at least two records to merge."))
        if len(records) > MOST:
            raise UserError(self.env._("Select at most %(limit)s records to merge.", limit=MOST))
        return records._sort_for_merge()

    @api.model
    def _prepare_candidate(self, record):
        return {"wizard_id": self.id, "res_id": record.id, "name": record.display_name}

    def _prepare_lines(self, candidates):
        """Values of a line for each field in which the records differ.

        :param candidates: ``{record: candidate}``, the one that is kept first
        """
        self.ensure_one()
        lines = []
        for preview in self.env[self.res_model].union(*candidates)._preview_merge():
            texts = {str(candidates[r].id): text for r, text in preview["texts"].items()}
            source = preview["source"]
            lines.append(
                {
                    "name": preview["name"],
                    "label": preview["label"],
                    "texts": texts,
                    "combined_text": preview["combined"],
                    "is_combined": not source,
                    "source_id": candidates[source].id if source else False,
                }
            )
        return lines

    @api.onchange("keep_id")
    def _onchange_keep_id(self):
        """What the record that is kept has, stands unless somebody chooses otherwise."""
        keep = self.keep_id._origin or self.keep_id
        for line in self.line_ids:
            if not line.is_combined and (line.texts or {}).get(str(keep.id)):
                line.source_id = keep

    def action_merge(self):
        """Merge as previewed and show what is left.

        :raises AccessError: for those who are no sales managers or may not write the records
        """
        self.ensure_one()
        self._check_manager()
        candidates = self.candidate_ids
        records = self._get_records(self.res_model, candidates.mapped("res_id"))
        records.check_access("write")
        keep = records.browse(self.keep_id.res_id) & records or records[:1]
        chosen = self._get_chosen_values(records, keep)
        merged = keep._merge_others(records - keep)
        if chosen:
            merged.write(chosen)
        return merged.get_formview_action()

    def _get_chosen_values(self, records, keep):
        """Values to write after the merge: those that would not have won by themselves."""
        previews = (keep | records)._preview_merge()
        winners = {preview["name"]: preview["source"] for preview in previews}
        chosen = {}
        for line in self.line_ids.filtered(lambda line: line.source_id and not line.is_combined):
            record = records.browse(line.source_id.res_id) & records
            if record and winners.get(line.name) and winners[line.name] != record:
                chosen.update(record._get_merge_choice(line.name))
        return chosen
