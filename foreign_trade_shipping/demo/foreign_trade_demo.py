from odoo import api, models

from odoo.addons.foreign_trade_crm.demo import outbox

from .voyages import Voyages


class ForeignTradeDemo(models.AbstractModel):
    _inherit = "foreign.trade.demo"

    @api.model
    def _load_shipping(self):
        """Shipments of the orders, in every phase, some late."""
        world = self._demo_world()
        shipments = self.env["foreign.trade.shipment"]
        if not world or shipments.search_count([("company_id", "=", world.company.id)], limit=1):
            return
        self._demo_translate("foreign_trade_shipping")
        with outbox.nothing_leaves(world.env):
            # the order's gates were loaded before this module: its own comes now
            world.as_user("manager")["foreign.trade.gallery"]._load(["order_gates"])
            for story in Voyages(world).stories():
                world.history.tell(story)
            world.history.play()
