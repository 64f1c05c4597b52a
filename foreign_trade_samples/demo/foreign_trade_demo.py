from odoo import api, models

from odoo.addons.foreign_trade_crm.demo import outbox

from .parcels import Parcels


class ForeignTradeDemo(models.AbstractModel):
    _inherit = "foreign.trade.demo"

    @api.model
    def _load_samples(self):
        """Samples of the deals, in every phase, some late."""
        world = self._demo_world()
        if not world or self._demo_has_sent_samples(world.company):
            return
        self._demo_translate("foreign_trade_samples")
        with outbox.nothing_leaves(world.env):
            # the pipeline was loaded before this module: its gates for samples come now
            world.as_user("manager")["foreign.trade.gallery"]._load(["pipeline_export"])
            for story in Parcels(world).stories():
                world.history.tell(story)
            world.history.play()

    @api.model
    def _demo_has_sent_samples(self, company):
        """Drafts alone come from the deals, see :meth:`_demo_prepare_samples`."""
        domain = [("company_id", "=", company.id), ("state", "!=", "draft")]
        return bool(self.env["foreign.trade.sample.request"].search_count(domain, limit=1))

    @api.model
    def _demo_prepare_samples(self, world, opportunity, row):
        """Where the whole suite is there already, the gate asks for the samples at once."""
        result = super()._demo_prepare_samples(world, opportunity, row)
        Parcels(world).request(opportunity, row)
        return result
