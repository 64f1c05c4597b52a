from odoo import api, fields, models


class ForeignTradeShipmentExchange(models.Model):
    """The rate of the day on which the goods left."""

    _inherit = "foreign.trade.shipment"

    exchange_rate = fields.Float(
        "Exchange Rate at Shipment",
        digits=0,
        compute="_compute_exchange_rate",
        store=True,
        help="Company currency for one unit of the order's currency on the on-board date.",
    )

    @api.depends("on_board_date", "currency_id", "company_id")
    def _compute_exchange_rate(self):
        for shipment in self:
            currency, company = shipment.currency_id, shipment.company_id
            if shipment.on_board_date and currency and currency != company.currency_id:
                rate, _day = currency._market_rate(company, shipment.on_board_date)
                shipment.exchange_rate = float(rate)
            else:
                shipment.exchange_rate = 0.0
