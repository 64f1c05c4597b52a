from odoo import models

from .crm_lead_deal_amount import RATE_FIELDS


class CrmLeadMergePreview(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "foreign.trade.merge.preview.mixin"]

    def _sort_for_merge(self):
        """As core chooses: what is nearest to being won is kept."""
        return self._sort_by_confidence_level(reverse=True)

    def _preview_merged_values(self):
        # each rule once: some are listed twice
        return self._merge_data(list(dict.fromkeys(self._merge_get_fields())))

    def _get_merge_followers(self):
        """The conversion follows from the deal amount, whoever's is chosen."""
        return super()._get_merge_followers() | {"expected_revenue", *RATE_FIELDS}

    def _merge_others(self, others):
        # core's limit of five is for those who merge unseen
        return (self | others)._merge_opportunity(max_length=0)

    def _merge_log_summary(self, merged_followers, opportunities_tail):
        """Beside core's note on the lead, the log keeps what can be looked up afterwards."""
        self._log_merge(self, opportunities_tail)
        return super()._merge_log_summary(merged_followers, opportunities_tail)
