from odoo import fields, models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    shipment_line_ids = fields.One2many(
        "foreign.trade.shipment.line",
        "order_line_id",
        string="Shipment Lines",
        groups="foreign_trade_crm.group_sales_representative,"
        "foreign_trade_crm.group_clerk,foreign_trade_crm.group_finance",
    )

    def _get_quantities_to_ship(self):
        """``{line: quantity}`` that no shipment carries and that is not delivered otherwise.

        A delivered quantity is usually in a shipment as well: the larger of the two counts.
        """
        on_shipments = dict(
            # sudo: what colleagues ship counts, whoever asks
            self.env["foreign.trade.shipment.line"]
            .sudo()
            ._read_group(
                [("order_line_id", "in", self.ids), ("shipment_id.is_cancelled", "=", False)],
                ["order_line_id"],
                ["quantity:sum"],
            )
        )
        quantities = {}
        for line in self:
            if line.display_type or line.is_downpayment:
                continue
            gone = max(line.qty_delivered, on_shipments.get(line, 0.0))
            left = line.product_uom_id.round(line.product_uom_qty - gone)
            if left > 0:
                quantities[line] = left
        return quantities
