from odoo import api, models


class CrmLeadCard(models.Model):
    """Cards of the board carry only what is in use.

    Whatever stands on a card is read for each of them: a countdown where no deadline runs, or
    days over a target where no stage has one, would slow every board down and say nothing.
    """

    _inherit = "crm.lead"

    @api.model
    def _get_idle_on_cards(self):
        """Names of the parts of a card that can say nothing as yet; no query once cached."""
        idle = []
        if not self.env["foreign.trade.deadline.policy"]._is_used():
            idle.append("deadline_card")
        if not self.env["crm.stage"]._get_target_days():
            idle.append("stage_overdue")
        return tuple(idle)

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type="form", **options):
        key = super()._get_view_cache_key(view_id, view_type, **options)
        return (*key, self._get_idle_on_cards()) if view_type == "kanban" else key

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type == "kanban":
            for name in self._get_idle_on_cards():
                for node in arch.xpath("//templates//*[@name=$name]", name=name):
                    node.getparent().remove(node)
        return arch, view
