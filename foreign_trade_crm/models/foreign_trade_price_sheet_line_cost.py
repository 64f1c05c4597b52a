from odoo import api, fields, models


class ForeignTradePriceSheetLine(models.Model):
    """What a line costs and measures when nobody says otherwise."""

    _inherit = "foreign.trade.price.sheet.line"

    @api.model
    def _prepare_measures(self, order_line):
        """Volume, gross weight and cartons of an order line."""
        packing = order_line._get_price_sheet_packing()
        return {
            "cubic_metres": packing["cubic_metres"],
            "gross_kg": packing["gross_kg"],
            "carton_count": packing["cartons"],
        }

    @api.model
    def _prepare_cost(self, order_line, rates=None):
        """Purchase cost with VAT and rebate rates, from quotation, product and HS code.

        :param rates: ``product._get_export_rates()`` of several lines' products, where known
        """
        product = order_line.product_id
        rates = (rates or product._get_export_rates(order_line.company_id))[product.id]
        seller = self._choose_supplier_quotation(order_line)
        if seller:
            cost = self._convert_supplier_price(seller, order_line, rates["vat_percent"])
        else:
            # inventory values goods without the VAT that the treasury gives back
            net = product.uom_id._compute_price(product.standard_price, order_line.product_uom_id)
            cost = net * (1 + rates["vat_percent"] / 100)
        return {"supplier_info_id": seller.id, "purchase_cost": cost, **rates}

    @api.model
    def _choose_supplier_quotation(self, order_line):
        """The best valid one for this quantity, else the one that expired last."""
        product = order_line.product_id.with_company(order_line.company_id)
        today = fields.Date.context_today(self)
        seller = product._select_seller(
            quantity=order_line.product_uom_qty, date=today, uom_id=order_line.product_uom_id
        )
        if seller:
            return seller
        past = product._prepare_sellers().filtered(
            lambda one: (
                one.date_end
                and one.date_end < today
                and (not one.product_id or one.product_id == product)
            )
        )
        return past.sorted("date_end")[-1:]

    @api.model
    def _convert_supplier_price(self, seller, order_line, vat_percent):
        """Price of a supplier for one unit of the order line: home currency, VAT included."""
        company = order_line.company_id
        price = seller.product_uom_id._compute_price(
            seller.price * (1 - seller.discount / 100), order_line.product_uom_id
        )
        if seller.currency_id != company.currency_id:
            currency = seller.currency_id
            price *= float(currency._quoting_rate(currency, company.currency_id, company)[0])
        return price if seller.vat_included else price * (1 + vat_percent / 100)

    @api.onchange("supplier_info_id")
    def _onchange_supplier_info_id(self):
        if self.supplier_info_id:
            self.purchase_cost = self._convert_supplier_price(
                self.supplier_info_id, self.order_line_id, self.vat_percent
            )
