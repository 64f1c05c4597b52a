from odoo import fields, models

from .foreign_trade_duplicate_finder import STRONG_KINDS


class CrmLeadDuplicateFlag(models.Model):
    """Leads that came in although their buyer was known: somebody decides what they are."""

    _inherit = "crm.lead"

    duplicate_flag = fields.Boolean(
        string="Possible Duplicate",
        copy=False,
        readonly=True,
        help="The buyer was known when this lead came in. Merge it, or mark it as no duplicate.",
        prefetch="trade_details",
    )

    _duplicate_flag_idx = models.Index("(id) WHERE duplicate_flag IS TRUE")

    def _flag_duplicates(self):
        """Flag those whose buyer is known by a strong key; returns them. One look-up for all."""
        flagged = self.browse(
            lead.id
            for lead, matches in zip(self, self._find_known_others(), strict=True)
            if any(match["keys"] & set(STRONG_KINDS) for match in matches)
        )
        if flagged:
            # sudo: a fact, whoever brings the leads in
            flagged.sudo().write({"duplicate_flag": True})
        return flagged

    def action_dismiss_duplicate(self):
        """Somebody has looked: these are no duplicates."""
        self.write({"duplicate_flag": False})
        return True

    def _merge_get_fields_specific(self):
        return {
            **super()._merge_get_fields_specific(),
            # what was merged is no duplicate any more
            "duplicate_flag": lambda fname, leads: False,
        }

    def _mark_imported_duplicates(self):
        result = super()._mark_imported_duplicates()
        if self:
            # sudo: a fact, whoever imports
            self.sudo().write({"duplicate_flag": True})
        return result
