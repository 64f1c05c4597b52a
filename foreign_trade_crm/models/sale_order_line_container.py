from odoo import models
from odoo.exceptions import UserError


class SaleOrderLineContainer(models.Model):
    _inherit = "sale.order.line"

    def action_fill_container(self):
        """Add as many cartons of this line as the order's containers still take.

        :raises UserError: where none fits
        """
        self.ensure_one()
        plan = self.order_id.container_plan or {"lines": []}
        cartons = next((line["more"] for line in plan["lines"] if line["id"] == self.id), 0)
        if not cartons:
            raise UserError(self.env._("No more cartons of this fit into the containers."))
        pieces = (self.carton_count + cartons) * self.carton_pieces
        unit, piece = self.product_uom_id, self.product_id.uom_id
        quantity = piece._compute_quantity(pieces, unit, round=False, raise_if_failure=False)
        self.product_uom_qty = unit.round(quantity)
