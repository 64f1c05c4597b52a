from odoo import models


class SaleOrderExchange(models.Model):
    """Between order and receipt stands the day on which the goods left."""

    _inherit = "sale.order"

    def _get_exchange_stages(self):
        stages = super()._get_exchange_stages()
        # sudo: a rate and a day are no secret to who reads the order
        shipments = self.sudo().shipment_ids.filtered("exchange_rate").sorted("on_board_date")
        at = len(stages) - bool(self.receipt_rate)
        shipped = [
            (
                self.env._("Shipment %(name)s", name=shipment.name),
                shipment.on_board_date,
                shipment.exchange_rate,
            )
            for shipment in shipments
        ]
        return stages[:at] + shipped + stages[at:]
