from odoo import models


class SaleOrderProgress(models.Model):
    """The shipping step of a won deal, from the milestones of its order's shipments."""

    _inherit = "sale.order"

    def _prepare_shipping_steps(self):
        """Departure and arrival; of several shipments the last one counts."""
        shipments = self.shipment_ids.filtered(lambda shipment: not shipment.is_cancelled)
        if not shipments:
            return super()._prepare_shipping_steps()
        gone = shipments.filtered(lambda shipment: shipment.state in ("shipped", "arrived"))
        there = shipments.filtered(lambda shipment: shipment.state == "arrived")
        departure = self._prepare_shipment_step(
            "departure", self.env._("Shipping"), shipments, gone, "etd"
        )
        # what is not on a shipment yet is still to go
        if departure["state"] == "done" and self.delivery_status not in (False, "full"):
            departure["state"] = "ahead"
            departure["detail"] = self.env._("partly")
        arrival = self._prepare_shipment_step(
            "arrival", self.env._("Arrival"), shipments, there, "eta"
        )
        return [departure, arrival]

    def _prepare_shipment_step(self, code, label, shipments, passed, date_field):
        left = shipments - passed
        dates = list(filter(None, (left or shipments).mapped(date_field)))
        date = (min(dates) if left else max(dates)) if dates else False
        detail = self.env._("%(count)s of %(total)s", count=len(passed), total=len(shipments))
        step = self._prepare_step(code, label, not left, date, detail if len(shipments) > 1 else "")
        return {**step, "phase": "shipping"}

    def _get_progress_actions(self):
        actions = super()._get_progress_actions()
        if self.shipment_count:
            actions |= dict.fromkeys(("departure", "arrival"), self.action_view_shipments)
        return actions
