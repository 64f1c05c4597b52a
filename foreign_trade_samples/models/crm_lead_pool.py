from odoo import api, models
from odoo.tools import SQL


class CrmLeadPool(models.Model):
    """A lead whose samples are on their way stays with its owner."""

    _inherit = "crm.lead"

    @api.model
    def _pool_protection_labels(self):
        return {**super()._pool_protection_labels(), "sample": self.env._("samples %(name)s")}

    def _pool_protection_queries(self):
        samples = SQL(
            """
            SELECT opportunity_id, 'sample', name
              FROM foreign_trade_sample_request
             WHERE opportunity_id = ANY(%s) AND state NOT IN ('feedback', 'cancelled')
            """,
            self.ids,
        )
        return super()._pool_protection_queries() + [samples]
