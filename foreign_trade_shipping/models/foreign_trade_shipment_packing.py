from odoo import api, fields, models


class ForeignTradeShipmentPacking(models.Model):
    """Totals over the packing of a shipment: stored once, printed by every document."""

    _inherit = "foreign.trade.shipment"

    amount_total = fields.Monetary(string="Total", compute="_compute_packing_totals", store=True)
    total_cartons = fields.Integer(string="Cartons", compute="_compute_packing_totals", store=True)
    total_quantity = fields.Float(
        string="Quantity", digits="Product Unit", compute="_compute_packing_totals", store=True
    )
    total_net_weight = fields.Float(
        string="Net Weight (kg)", digits=(16, 2), compute="_compute_packing_totals", store=True
    )
    total_gross_weight = fields.Float(
        string="Gross Weight (kg)", digits=(16, 2), compute="_compute_packing_totals", store=True
    )
    total_volume = fields.Float(
        string="CBM", digits=(16, 3), compute="_compute_packing_totals", store=True
    )
    packing_warning = fields.Char(compute="_compute_packing_warning")

    @api.depends(
        "line_ids.price_subtotal",
        "line_ids.quantity",
        "line_ids.is_goods",
        "line_ids.cartons",
        "line_ids.total_net_weight",
        "line_ids.total_gross_weight",
        "line_ids.total_volume",
    )
    def _compute_packing_totals(self):
        for shipment in self:
            lines = shipment.line_ids
            goods = lines.filtered("is_goods")
            shipment.amount_total = sum(lines.mapped("price_subtotal"))
            shipment.total_quantity = sum(goods.mapped("quantity"))
            shipment.total_cartons = sum(goods.mapped("cartons"))
            shipment.total_net_weight = sum(goods.mapped("total_net_weight"))
            shipment.total_gross_weight = sum(goods.mapped("total_gross_weight"))
            shipment.total_volume = sum(goods.mapped("total_volume"))

    @api.depends("line_ids.packing_warning")
    def _compute_packing_warning(self):
        for shipment in self:
            warnings = [
                f"{line.product_id.display_name or line.name}: {line.packing_warning}"
                for line in shipment.line_ids
                if line.packing_warning
            ]
            shipment.packing_warning = "\n".join(warnings)
