from decimal import Decimal

from odoo import models

from ..tools.price_figures import PriceError, to_decimal
from ..tools.price_sheet import Terms
from ..tools.price_sheet_parts import CARTONS, QUANTITY, VALUE, VOLUME, WEIGHT, Freight

HUNDRED = Decimal(100)


def fraction(percent):
    return to_decimal(percent) / HUNDRED


class ForeignTradePriceSheet(models.Model):
    """What the arithmetic is given, and how its objections read."""

    _inherit = "foreign.trade.price.sheet"

    def _get_incoterm_code(self):
        return self.incoterm_id.code or "FOB"

    def _get_calculation_rate(self):
        """Home currency for one unit of quoting currency, safety margin taken off; Decimal."""
        safety = fraction(self.safety_percent)
        if not 0 <= safety < 1:
            raise PriceError("safety", "negative" if safety < 0 else "whole")
        return to_decimal(self.exchange_rate) * (1 - safety)

    def _prepare_terms(self, incoterm=None, rate_change=0):
        """Values of the header for the arithmetic.

        :param str incoterm: code of another rule than the order's
        :param rate_change: fraction by which the quoting currency rises
        """
        incoterm = incoterm or self._get_incoterm_code()
        rate = self._get_calculation_rate() * (1 + to_decimal(rate_change))
        containers = to_decimal(self.container_count)
        return Terms(
            incoterm=incoterm,
            fx=rate,
            margin_on=self.margin_on,
            floor=fraction(self.floor_percent),
            commission=fraction(self.commission_percent),
            insurance=fraction(self.insurance_percent),
            insured_share=fraction(self.insured_percent),
            freight=self._prepare_freight(rate_change),
            destination=to_decimal(self.destination_amount),
            destination_basis=self.destination_basis,
            fees=tuple(fee._prepare_fee(incoterm, containers) for fee in self.fee_ids),
            price_digits=self.env["decimal.precision"].precision_get("Product Price"),
        )

    def _prepare_freight(self, rate_change=0):
        """Freight in another currency than the quoting one, which alone is meant to move."""
        currency = self.freight_currency_id
        exchange = to_decimal(1)
        if currency and currency != self.currency_id and self.freight_method != "none":
            exchange, _date, source = currency._quoting_rate(
                currency, self.currency_id, self.company_id
            )
            exchange = 0 if source == "none" else exchange / (1 + to_decimal(rate_change))
        return Freight(
            method=self.freight_method,
            rate=to_decimal(self.freight_rate),
            surcharge=fraction(self.freight_surcharge_percent),
            containers=to_decimal(self.container_count),
            basis=self.freight_basis,
            exchange=exchange,
            air_divisor=to_decimal(self.air_divisor),
            least_units=to_decimal(self.freight_minimum_units),
            least=to_decimal(self.freight_minimum),
        )

    def _explain_price_error(self, error, lines):
        """The error as the user reads it: which field, of which line, and what is wrong."""
        label = self._label_of_figure(error.field)
        reasons = {
            "negative": self.env._("it must not be negative."),
            "zero": self.env._("it must not be zero."),
            "too_large": self.env._("it is too large to be calculated with."),
            "no_rate": self.env._("there is no exchange rate for it."),
            "whole": self.env._("it must stay below 100 %."),
            "above_whole": self.env._("it must not be above 100 %."),
            "above_vat": self.env._("it must not be above the VAT rate."),
            "whole_price": self.env._(
                "commission, insurance, fees on the price and margin together must stay below "
                "100 % of the price."
            ),
            "unknown": self.env._("it is not among those that can be calculated."),
            "nothing_to_spread_by": self.env._("a sum is to be spread by it, but no line has any."),
        }
        reason = reasons[error.code]
        # what holds for every line shows with the first one, and is not about it
        if error.line is None or FIGURES.get(error.field, ("sheet.line",))[0] != "sheet.line":
            return self.env._("%(field)s: %(reason)s", field=label, reason=reason)
        line = lines._get_priced()[error.line]
        return self.env._(
            "%(field)s of %(product)s: %(reason)s",
            field=label,
            product=line.product_id.display_name,
            reason=reason,
        )

    def _label_of_figure(self, name):
        """Label of the field behind a figure of the arithmetic."""
        measures = {
            VALUE: self.env._("Purchase Value"),
            VOLUME: self.env._("Volume"),
            WEIGHT: self.env._("Weight"),
            QUANTITY: self.env._("Quantity"),
            CARTONS: self.env._("Cartons"),
        }
        if name in measures:
            return measures[name]
        model, field = FIGURES.get(name, ("", "exchange_rate"))
        record = self.env["foreign.trade.price." + (model or "sheet")]
        return record._fields[field].get_description(self.env)["string"]


#: figure of the arithmetic → (model after "foreign.trade.price.", field)
FIGURES = {
    "incoterm": ("sheet", "incoterm_id"),
    "margin_on": ("sheet", "margin_on"),
    "fx": ("sheet", "exchange_rate"),
    "safety": ("sheet", "safety_percent"),
    "floor": ("sheet", "floor_percent"),
    "commission": ("sheet", "commission_percent"),
    "insurance": ("sheet", "insurance_percent"),
    "insured_share": ("sheet", "insured_percent"),
    "freight": ("sheet", "freight_rate"),
    "freight_method": ("sheet", "freight_method"),
    "freight_exchange": ("sheet", "freight_currency_id"),
    "surcharge": ("sheet", "freight_surcharge_percent"),
    "containers": ("sheet", "container_count"),
    "air_divisor": ("sheet", "air_divisor"),
    "least_units": ("sheet", "freight_minimum_units"),
    "least_freight": ("sheet", "freight_minimum"),
    "destination": ("sheet", "destination_amount"),
    "fee": ("fee", "rate"),
    "days": ("fee", "days"),
    "method": ("fee", "method"),
    "basis": ("fee", "basis"),
    "purchase": ("sheet.line", "purchase_cost"),
    "vat": ("sheet.line", "vat_percent"),
    "rebate": ("sheet.line", "rebate_percent"),
    "cubic_metres": ("sheet.line", "cubic_metres"),
    "gross_kg": ("sheet.line", "gross_kg"),
    "cartons": ("sheet.line", "carton_count"),
    "margin": ("sheet.line", "margin_percent"),
    "discount": ("sheet.line", "discount"),
    "price": ("sheet.line", "price_unit"),
    "fees": ("fee", "rate"),
    "levies": ("fee", "rate"),
}
