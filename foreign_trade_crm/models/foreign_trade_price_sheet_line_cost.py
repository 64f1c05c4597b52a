from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: costs that differ by a smaller share are the same; screws cost less than a cent
COST_NOISE = 1e-5


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
        return self._look_cost_up(order_line, rates["vat_percent"]) | rates

    @api.model
    def _look_cost_up(self, order_line, vat_percent):
        """Purchase cost with VAT and the quotation it comes from, for the quantity ordered."""
        seller = self._choose_supplier_quotation(order_line, vat_percent)
        cost = self._get_cost_by(seller, order_line, vat_percent)
        return {"supplier_info_id": seller.id, "purchase_cost": cost}

    @api.model
    def _get_cost_by(self, seller, order_line, vat_percent):
        """Purchase cost with VAT by a supplier's quotation; without one, that of the product."""
        if seller:
            return self._convert_supplier_price(seller, order_line, vat_percent)
        # inventory values goods without the VAT that the treasury gives back
        product = order_line.product_id.with_company(order_line.company_id)
        net = product.uom_id._compute_price(product.standard_price, order_line.product_uom_id)
        return net * (1 + vat_percent / 100)

    @api.model
    def _choose_supplier_quotation(self, order_line, vat_percent):
        """The cheapest valid one for this quantity, VAT included, of the preferred supplier or of
        those ranked alike; else the one that expired last."""
        product = order_line.product_id.with_company(order_line.company_id)
        today = fields.Date.context_today(self)
        sellers = product._get_filtered_sellers(
            quantity=order_line.product_uom_qty, date=today, uom_id=order_line.product_uom_id
        ).filtered("price")
        first = sellers[:1]
        costs = {
            seller: self._convert_supplier_price(seller, order_line, vat_percent)
            for seller in sellers
            if seller.sequence == first.sequence or seller.partner_id == first.partner_id
        }
        known = [seller for seller in costs if costs[seller]]
        if known:
            return min(known, key=costs.get)
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
        """Price of a supplier for one unit of the order line: home currency, VAT included.

        Zero, which is no known cost, where there is no exchange rate.
        """
        company = order_line.company_id
        price = seller.product_uom_id._compute_price(
            seller.price * (1 - seller.discount / 100), order_line.product_uom_id
        )
        if seller.currency_id != company.currency_id:
            currency = seller.currency_id
            rate, _day, source = currency._quoting_rate(currency, company.currency_id, company)
            price *= 0.0 if source == "none" else float(rate)
        return price if seller.vat_included else price * (1 + vat_percent / 100)

    def _look_cost_up_again(self, unit):
        """Values for another quantity or unit: a cost that had been looked up is looked up again,
        one that somebody entered stays.

        :param unit: the one that the cost is for
        """
        order_line, vat = self.order_line_id, self.vat_percent
        cost = unit._compute_price(self.purchase_cost, order_line.product_uom_id)
        known = self._get_cost_by(self.supplier_info_id, order_line, vat)
        if abs(known - cost) > COST_NOISE * max(known, cost):
            return {"purchase_cost": cost}
        return self._look_cost_up(order_line, vat)

    def _prepare_other_product(self):
        """Values when the order line sells something else: at the target margin, unless a price
        is given."""
        return self._prepare_cost(self.order_line_id) | {
            "priced_by": "margin",
            "margin_percent": self.sheet_id.margin_percent,
        }

    def _prepare_other_unit(self, unit):
        """Values when the order line counts in another unit: cost and price are for that one."""
        price = unit._compute_price(self.price_unit, self.product_uom_id)
        return self._look_cost_up_again(unit) | {"price_unit": price}

    def _is_below_supplier_moq(self):
        """Whether the quotation chosen is for more than is sold."""
        self.ensure_one()
        seller = self.supplier_info_id
        if not seller.min_qty:
            return False
        sold = self.product_uom_id._compute_quantity(
            self.quantity, seller.product_uom_id, round=False, raise_if_failure=False
        )
        return sold < seller.min_qty

    def _take_cost_of_quotation(self):
        """The quotation chosen says the cost."""
        for line in self.sudo().filtered("supplier_info_id"):  # sudo: the line was writable
            cost = line._get_cost_by(line.supplier_info_id, line.order_line_id, line.vat_percent)
            line._write_results({"purchase_cost": cost})

    @api.constrains("supplier_info_id")
    def _check_supplier_info_id(self):
        for line in self.sudo():  # sudo: the choice is being judged
            seller, product = line.supplier_info_id, line.product_id
            if seller and product and seller.product_tmpl_id != product.product_tmpl_id:
                raise ValidationError(
                    self.env._(
                        "%(supplier)s quoted something else than %(product)s.",
                        supplier=seller.partner_id.display_name,
                        product=product.display_name,
                    )
                )

    @api.onchange("supplier_info_id")
    def _onchange_supplier_info_id(self):
        if self.supplier_info_id:
            self.purchase_cost = self._convert_supplier_price(
                self.supplier_info_id, self.order_line_id, self.vat_percent
            )
