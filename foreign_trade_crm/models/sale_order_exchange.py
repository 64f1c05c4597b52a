from odoo import api, fields, models

from ..tools.exchange_result import exchange_result, exchange_steps


class SaleOrderExchange(models.Model):
    """Rates of a deal from the quotation to the money, and what they gained or lost.

    Only deals in foreign currency that were sent as a version have them.
    """

    _inherit = "sale.order"

    order_rate = fields.Float(
        "Exchange Rate at Order",
        digits=0,
        readonly=True,
        copy=False,
        help="Company currency for one unit of the order's currency when it was confirmed.",
    )
    order_rate_date = fields.Date(readonly=True, copy=False)
    trade_company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency of the Order"
    )
    trade_paid_home_amount = fields.Monetary(
        "Received in Company Currency",
        currency_field="trade_company_currency_id",
        readonly=True,
        copy=False,
        help="Each receipt at the rate of its day, or the one the bank gave.",
    )
    is_rate_followed = fields.Boolean(compute="_compute_is_rate_followed")
    receipt_rate = fields.Float(
        "Exchange Rate at Receipt",
        digits=0,
        compute="_compute_exchange_result",
        help="What one unit came to, over all receipts.",
    )
    price_gain = fields.Monetary(
        "Gain by Price",
        currency_field="trade_company_currency_id",
        compute="_compute_exchange_result",
        help="What the order comes to beside the version that was accepted, at the rate of the "
        "quotation.",
    )
    charges_gain = fields.Monetary(
        "Bank Charges",
        currency_field="trade_company_currency_id",
        compute="_compute_exchange_result",
        help="What came in short or over once everything is paid, at the rate of the quotation.",
    )
    exchange_gain = fields.Monetary(
        "Gain by Exchange",
        currency_field="trade_company_currency_id",
        compute="_compute_exchange_result",
        help="What the money received came to beside the rate of the quotation.",
    )
    open_exchange_gain = fields.Monetary(
        "Gain by Exchange on the Balance",
        currency_field="trade_company_currency_id",
        compute="_compute_exchange_result",
        help="What the balance would gain or lose if it came in today.",
    )
    exchange_ladder = fields.Json(compute="_compute_exchange_ladder")
    rate_warning = fields.Char(compute="_compute_rate_warning")

    @api.model
    def _trade_engine_fields(self):
        return super()._trade_engine_fields() | {
            "order_rate": False,
            "order_rate_date": False,
            "trade_paid_home_amount": False,
        }

    @api.depends("currency_id", "company_id", "quotation_rate")
    def _compute_is_rate_followed(self):
        for order in self:
            foreign = order.currency_id != order.company_id.currency_id
            order.is_rate_followed = bool(foreign and order.quotation_rate)

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") == "sale":
            self._keep_order_rate()
        return result

    def _keep_order_rate(self):
        """Keep the rate of the day of confirming; of what was quoted abroad alone."""
        today = fields.Date.context_today(self)
        for (currency, company), orders in self.grouped(
            lambda order: (order.currency_id, order.company_id)
        ).items():
            followed = orders.filtered("is_rate_followed")
            if followed:
                rate, date = currency._market_rate(company, today)
                followed._write_trade_state({"order_rate": float(rate), "order_rate_date": date})

    def _prepare_contract_figures(self, contract):
        figures = super()._prepare_contract_figures(contract)
        return {**figures, "trade_paid_home_amount": contract.paid_home_amount}

    def _get_quotation_rate(self, today):
        if self.company_id.sudo().root_id.foreign_trade_rate_source == "odoo":
            return super()._get_quotation_rate(today)
        home = self.company_id.currency_id
        rate, date, _source = self.currency_id._quoting_rate(
            self.currency_id, home, self.company_id, today
        )
        return float(rate), date or today

    @api.depends(
        "amount_total",
        "quotation_rate",
        "trade_paid_amount",
        "trade_paid_home_amount",
        "trade_payment_state",
        "accepted_version_id",
        "last_version_id",
    )
    def _compute_exchange_result(self):
        followed = self.filtered("is_rate_followed")
        for name in ("receipt_rate", "price_gain", "charges_gain", "exchange_gain"):
            (self - followed)[name] = 0.0
        (self - followed).open_exchange_gain = 0.0
        today = fields.Date.context_today(self)
        rates = {}
        for order in followed:
            key = order.currency_id, order.company_id
            if key not in rates:
                rates[key] = order.currency_id._market_rate(order.company_id, today)[0]
            order._set_exchange_result(rates[key])

    def _set_exchange_result(self, rate_now):
        """Figures of one order; the base is the version accepted, else the last one sent."""
        # sudo: the figures of a version are those of its order
        version = (self.accepted_version_id or self.last_version_id).sudo()
        received, home = self.trade_paid_amount, self.trade_paid_home_amount
        result = exchange_result(
            version.amount_total,
            version.rate,
            self.amount_total,
            received,
            home,
            rate_now,
            self.trade_payment_state == "paid",
            self.trade_company_currency_id.decimal_places,
        )
        self.receipt_rate = home / received if received else 0.0
        self.price_gain = float(result.price)
        self.charges_gain = float(result.charges)
        self.exchange_gain = float(result.exchange)
        self.open_exchange_gain = float(result.open_exchange)

    def _get_exchange_stages(self):
        """``[(name, day, rate)]`` of what happened to this order so far, in the order of time."""
        self.ensure_one()
        # sudo: the figures of a version are those of its order
        version = (self.accepted_version_id or self.last_version_id).sudo()
        stages = [
            (self.env._("Quotation"), version.rate_date, version.rate),
            (self.env._("Order"), self.order_rate_date, self.order_rate),
        ]
        if self.receipt_rate:
            stages.append((self.env._("Receipt"), False, self.receipt_rate))
        return [stage for stage in stages if stage[2]]

    @api.depends("receipt_rate", "order_rate", "amount_total")
    def _compute_exchange_ladder(self):
        self.exchange_ladder = False
        for order in self.filtered("is_rate_followed"):
            stages = order._get_exchange_stages()
            steps = exchange_steps(
                order.trade_paid_amount or order.amount_total,
                [rate for _name, _day, rate in stages],
                order.trade_company_currency_id.decimal_places,
            )
            order.exchange_ladder = [
                {
                    "name": name,
                    "date": fields.Date.to_string(day) or "",
                    "rate": rate,
                    "gain": float(gain),
                }
                for (name, day, rate), gain in zip(stages, steps, strict=True)
            ]

    @api.depends("currency_id", "company_id", "state")
    @api.depends_context("tz")
    def _compute_rate_warning(self):
        self.rate_warning = False
        today = fields.Date.context_today(self)
        open_ones = self.filtered(lambda order: order.state in ("draft", "sent"))
        for (currency, company), orders in open_ones.grouped(
            lambda order: (order.currency_id, order.company_id)
        ).items():
            # sudo: settings of one's own company
            age = company.sudo().root_id.foreign_trade_rate_max_age
            if age and currency != company.currency_id:
                orders.rate_warning = currency._get_rate_warning(company, today, age)
