from odoo import fields, models

#: packing of a shipment line, by what it is called on an order line
PACKING_ORIGINS = {
    "net_weight": "carton_net_weight",
    "gross_weight": "carton_gross_weight",
    "carton_length": "carton_length",
    "carton_width": "carton_width",
    "carton_height": "carton_height",
    "volume": "carton_volume",
}


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

    def _prepare_shipment_packing(self):
        """Packing of a shipment line as the order says it; nothing where it says nothing.

        Pieces count in the unit of the line: an order in dozens has a carton of one dozen.
        """
        self.ensure_one()
        if not self.carton_pieces:
            return {}
        unit, piece = self.product_uom_id, self.product_id.uom_id
        pieces = piece._compute_quantity(
            self.carton_pieces, unit, round=False, raise_if_failure=False
        )
        if pieces < 1 or abs(pieces - round(pieces)) > 0.000001:
            return {}
        packing = {name: self[origin] for name, origin in PACKING_ORIGINS.items()}
        return {**packing, "pieces_per_carton": round(pieces)}
