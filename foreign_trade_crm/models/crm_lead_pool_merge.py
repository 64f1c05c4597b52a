from odoo import models

#: columns of the pool, which no client reads or writes
POOL_COLUMNS = (
    "pool_since",
    "pool_reason_id",
    "pool_hidden",
    "pool_counted_from",
    "pool_warned_at",
    "pool_snoozed_until",
)


class CrmLeadPoolMerge(models.Model):
    """A merged lead is in the pool only where nobody had any of them."""

    _inherit = "crm.lead"

    def _merge_get_fields_specific(self):
        rules = {name: lambda fname, leads: leads._merge_pool()[fname] for name in POOL_COLUMNS}
        return {**super()._merge_get_fields_specific(), **rules}

    def _merge_data(self, fnames=None):
        """What a manager writes on the merged lead; the pool's columns follow as the system."""
        data = super()._merge_data(fnames)
        return {name: value for name, value in data.items() if name not in POOL_COLUMNS}

    def _merge_dependences(self, opportunities):
        # sudo: the pool's columns are the system's
        self.sudo().write((self | opportunities)._merge_pool())
        return super()._merge_dependences(opportunities)

    def _merge_pool(self):
        """Values of all pool columns; the time without follow-up begins with the latest owner."""
        # sudo: as above
        leads = self.sudo()
        pooled = leads.filtered("pool_since")[:1] if not leads.user_id else leads.browse()
        return {
            "pool_since": pooled.pool_since,
            "pool_reason_id": pooled.pool_reason_id.id,
            "pool_hidden": pooled.pool_hidden,
            "pool_counted_from": max(
                filter(None, leads.mapped("pool_counted_from")), default=False
            ),
            "pool_warned_at": False,
            "pool_snoozed_until": False,
        }
