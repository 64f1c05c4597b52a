from odoo import api, models

from odoo.addons.foreign_trade_crm.demo import outbox

from .parcels import Parcels


class ForeignTradeDemo(models.AbstractModel):
    _inherit = "foreign.trade.demo"

    @api.model
    def _load_samples(self):
        """Samples of the deals, in every phase, some late."""
        world = self._demo_world()
        requests = self.env["foreign.trade.sample.request"]
        if not world or requests.search_count([("company_id", "=", world.company.id)], limit=1):
            return
        with outbox.nothing_leaves(world.env):
            # the pipeline was loaded before this module: its gates for samples come now
            world.as_user("manager")["foreign.trade.gallery"]._load(["pipeline_export"])
            for story in Parcels(world).stories():
                world.history.tell(story)
            world.history.play()

    @api.model
    def _demo_prepare_samples(self, world, opportunity, row):
        """Where the whole suite is there already, the gate asks for the samples at once."""
        result = super()._demo_prepare_samples(world, opportunity, row)
        Parcels(world).request(opportunity, row)
        return result
