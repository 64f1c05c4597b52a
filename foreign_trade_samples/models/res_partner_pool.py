from odoo import api, models
from odoo.tools import SQL


class ResPartnerPool(models.Model):
    """A customer whose samples are on their way, or wait for an answer, stays with its owner."""

    _inherit = "res.partner"

    @api.model
    def _pool_protection_labels(self):
        return {**super()._pool_protection_labels(), "sample": self.env._("samples %(name)s")}

    def _pool_protection_queries(self):
        samples = self._pool_document_query(
            "sample",
            "foreign_trade_sample_request",
            SQL("document.state NOT IN ('feedback', 'cancelled')"),
        )
        return super()._pool_protection_queries() + [samples]
