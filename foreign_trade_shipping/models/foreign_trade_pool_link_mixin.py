from odoo import api, models


class ForeignTradePoolLinkMixin(models.AbstractModel):
    """Messages and activities on shipments of a pooled customer are out of reach with it."""

    _inherit = "foreign.trade.pool.link.mixin"

    @api.model
    def _pool_guarded_models(self):
        return {**super()._pool_guarded_models(), "foreign.trade.shipment": "order_id.pool_member"}
