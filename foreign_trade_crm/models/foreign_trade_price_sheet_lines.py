from odoo import Command, api, fields, models

from ..tools.price_figures import PriceError
from ..tools.price_sheet import calculate
from .foreign_trade_price_sheet_snapshot import TERMS


class ForeignTradePriceSheet(models.Model):
    """How a sheet gets its header and its lines."""

    _inherit = "foreign.trade.price.sheet"

    def _prepare_sheet_values(self, vals):
        """Values of a new sheet: what is not given comes from the company's settings."""
        order = self.env["sale.order"].browse(vals.get("order_id"))
        company = order.company_id.sudo()  # sudo: the settings of the company are its secret
        return {
            **self._prepare_rate(order.currency_id, company),
            "container_count": order._get_container_count() or 1,
            "safety_percent": company.foreign_trade_safety_percent,
            "margin_on": company.foreign_trade_margin_on or "price",
            "margin_percent": company.foreign_trade_margin_percent,
            "floor_percent": company.foreign_trade_floor_percent,
            "insurance_percent": company.foreign_trade_insurance_percent,
            "insured_percent": company.foreign_trade_insured_percent,
            **vals,
        }

    @api.model
    def _prepare_rate(self, currency, company):
        """Values of the rate by which the company quotes today; no rate, no price."""
        today = fields.Date.context_today(self)
        home = company.currency_id
        rate, date, source = currency._quoting_rate(currency, home, company, today)
        return {
            "exchange_rate": 0.0 if source == "none" else float(rate),
            "exchange_rate_date": date or today,
        }

    def _add_missing_lines(self, shown=()):
        """A line for each order line with goods that has none yet.

        :param shown: order lines whose price was shown while they were typed, and left alone
        """
        missing = []
        for sheet in self.sudo():  # sudo: whoever adds a product need not see what it costs
            known = sheet.line_ids.order_line_id
            goods = sheet.order_id.order_line._filter_goods_of_price_sheet() - known
            # what the buyer was told already is not changed by looking behind it
            told = not known and sheet.state != "draft"
            rates = goods.product_id._get_export_rates(sheet.company_id)
            missing += [
                sheet._prepare_line_values(
                    order_line,
                    rates,
                    told or (order_line not in shown and order_line._has_typed_price()),
                )
                for order_line in goods
            ]
        self.env["foreign.trade.price.sheet.line"].sudo().create(missing)

    def _prepare_line_values(self, order_line, rates, keep_price):
        """Values of the line behind an order line, cost looked up.

        :param rates: ``product._get_export_rates()`` of the products
        :param keep_price: else the target margin gives another one
        """
        lines = self.env["foreign.trade.price.sheet.line"]
        cost = lines.with_company(self.company_id)._prepare_cost(order_line, rates)
        keep_price = keep_price or not cost["purchase_cost"]
        return {
            "sheet_id": self.id,
            "order_line_id": order_line.id,
            "margin_percent": self.margin_percent,
            "price_unit": order_line.price_unit,
            "priced_by": "price" if keep_price else "margin",
            **lines._prepare_measures(order_line),
            **cost,
        }

    def _calculate_with(self, order, order_lines):
        """An order on the screen with lines that nobody saved yet, beside each other and those of
        the sheet that are still there; called as superuser.

        :return: ``{order line: Priced}`` of both, without what cannot be calculated
        """
        lines = self.env["foreign.trade.price.sheet.line"]
        rates = order_lines.product_id._get_export_rates(self.company_id)
        on_screen = {line._origin: line for line in order.order_line if line._origin}
        saved = self.line_ids.filtered(lambda line: line.order_line_id in on_screen)._get_priced()
        shown = [on_screen[line.order_line_id] for line in saved]
        new = lines.browse()
        for one in order_lines:
            values = self._prepare_line_values(one, rates, not one._has_computed_price())
            if values["purchase_cost"]:
                shown.append(one)
                new += lines.new(values)
        try:
            goods = [*saved._prepare_goods(), *new._prepare_goods()]
            priced = calculate(self._prepare_terms(order.incoterm.code), goods).lines
        except PriceError:
            return {}
        return dict(zip(shown, priced, strict=True))

    @api.model
    def _create_for(self, orders, lenient=False):
        """Sheets of orders that have none; called as superuser."""
        values = [self._prepare_sheet_values({"order_id": order.id}) for order in orders]
        sheets = super().create(values)
        sheets._start(lenient)
        return sheets

    def _follow_order(self, company, currency, incoterm, is_export, typed=()):
        """After the quotation was written: what follows from what it said before.

        :param typed: as of :meth:`_keep_margins`
        """
        if self.company_id != company:
            self._take_settings_of_company()
        elif is_export != self.order_id._is_export():
            self._write_results({"with_rebate": not is_export})
        if self.currency_id != currency:
            self._take_rate_of_today()
        if (self.company_id, self.currency_id, self.incoterm_id) != (company, currency, incoterm):
            self._keep_margins(typed)

    def _take_rate_of_today(self):
        """The quotation is in another currency now."""
        self._write_results(self._prepare_rate(self.order_id.currency_id, self.company_id))

    def _take_settings_of_company(self):
        """The quotation is another company's now: its settings, its usual fees, its costs.

        Nothing of what the other one reckoned with stays, in its currency and its secret.
        """
        for sheet in self:
            sheet._write_results(sheet._prepare_sheet_values({"order_id": sheet.order_id.id}))
            sheet.fee_ids.unlink()
            sheet.fee_ids = sheet.company_id.foreign_trade_fee_ids._prepare_fee_commands()
            sheet._look_costs_up()

    def _look_costs_up(self):
        """Costs and rates of every line as those of a new one; called as superuser."""
        lines = self.line_ids.with_company(self.company_id)
        rates = lines.product_id._get_export_rates(self.company_id)
        for line in lines:
            line._write_results(line._prepare_cost(line.order_line_id, rates))

    def _keep_margins(self, typed=()):
        """Prices are to follow, at the margin that each line has.

        :param typed: ids of order lines whose price was written in the same breath: it stays,
            unless it is the one that follows
        """
        prices = self._get_prices_under(self._get_incoterm_code())
        for line in self.line_ids:
            order_line = line.order_line_id
            price = prices.get(order_line.id, order_line.price_unit)
            kept = order_line.id in typed and abs(price - order_line.price_unit) > 1e-6
            kept = kept or line._is_free()
            line._write_results({"priced_by": "price" if kept else "margin"})

    def action_rate_of_today(self):
        """The exchange rate by which the company quotes today."""
        self._check_open()
        self.check_access("write")
        for sheet in self:
            with sheet._calculated_once():
                sheet.sudo()._take_rate_of_today()  # sudo: as the order's currency would

    def action_costs_of_today(self):
        """Costs and rates looked up again; a margin that was given stays, and so does a price."""
        self._check_open()
        self.check_access("write")
        for sheet in self:
            with sheet._calculated_once():
                sheet.sudo()._look_costs_up()  # sudo: as a new line's cost is looked up

    def _copy_to_order(self, order):
        """A sheet with the same terms and fees behind a copied order; called as superuser."""
        # rates are today's; whether the rebate counts is for the buyer of the copy
        names = set(TERMS) - {"exchange_rate", "exchange_rate_date"}
        if self.order_id._is_export() != order._is_export():
            names.discard("with_rebate")
        values = {name: self._fields[name].convert_to_write(self[name], self) for name in names}
        fees = [Command.create(vals) for vals in self.fee_ids.copy_data()]
        for vals in fees:
            vals[2].pop("sheet_id", None)
        sheet = self.browse(order.price_sheet_id.sudo().id)
        if sheet:
            sheet.fee_ids.unlink()
            sheet.write({**values, "fee_ids": fees})
            return sheet
        return self.create({**values, "order_id": order.id, "fee_ids": fees})
