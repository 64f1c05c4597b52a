"""Arithmetic of an export price, in Decimal. Nothing in here knows Odoo.

Home currency is what purchases and domestic fees are paid in, quoting currency what the buyer
pays. Rates and shares are fractions (0.13 is 13 %). The formulas are those of the textbooks of
export costing, as collected with their published cases in ``shared/trade-facts.md``, section 1;
who carries freight and insurance follows Incoterms 2020.

    rebate    = P / (1 + v) · r
    real cost = P · (1 + v − r) / (1 + v)
    price     = ((real cost + D) / fx + F) / (1 − c − b − m − k·i)    margin on the price
    price     = ((real cost + D) / fx · (1 + m) + F) / (1 − c − b·(1 + m) − k·i)    margin on cost

k·i counts only under CIF and CIP, F not under EXW, FCA, FAS and FOB; b are domestic fees that are
reckoned on the price, such as a bank's. Commission is a share of the gross price, and the premium
is reckoned on it too: one method throughout, since chaining CIF / (1 − c) gives another figure.
"""

from dataclasses import dataclass, fields, replace
from decimal import Decimal

from .price_figures import ONE, ZERO, PriceError, countable, to_decimal

#: share of the CIF or CIP value that is insured when nothing else is agreed (UCP 600, art. 28)
INSURED_SHARE = Decimal("1.10")
ON_PRICE, ON_COST = "price", "cost"

#: rules under which the seller pays no main freight
FREIGHT_COLLECT = ("EXW", "FCA", "FAS", "FOB")
#: rules under which the seller must insure
INSURED = ("CIF", "CIP")
FREIGHT_PREPAID = ("CFR", "CPT", *INSURED, "DAP", "DPU", "DDP")
#: rules under which the seller pays at the place of destination as well
DELIVERED = ("DAP", "DPU", "DDP")
#: meant for ships; for containers the second is the right choice
SEA_ONLY = {"FAS": "FCA", "FOB": "FCA", "CFR": "CPT", "CIF": "CIP"}


@dataclass(frozen=True)
class Calculation:
    """What a price is made of, for one unit or for a whole order.

    :ivar purchase: purchase cost including VAT, home currency
    :ivar fees: domestic fees, home currency
    :ivar levies: domestic fees reckoned on the gross price, a fraction of it
    :ivar fx: home currency for one unit of the quoting currency
    :ivar freight: main freight, quoting currency
    :ivar destination: costs and duty at destination, quoting currency; counts under D rules
    :ivar margin_on: ``price`` (share of the gross price) or ``cost`` (share of cost and fees)
    """

    incoterm: str = "FOB"
    purchase: Decimal = ZERO
    vat: Decimal = ZERO
    rebate: Decimal = ZERO
    fees: Decimal = ZERO
    levies: Decimal = ZERO
    fx: Decimal = ONE
    freight: Decimal = ZERO
    destination: Decimal = ZERO
    insurance: Decimal = ZERO
    insured_share: Decimal = INSURED_SHARE
    commission: Decimal = ZERO
    margin: Decimal = ZERO
    margin_on: str = ON_PRICE

    def __post_init__(self):
        for field in fields(self):
            if field.type is Decimal or field.type == "Decimal":
                value = countable(field.name, getattr(self, field.name))
                object.__setattr__(self, field.name, value)
        self._check()

    def _check(self):
        if self.incoterm not in FREIGHT_COLLECT + FREIGHT_PREPAID:
            raise PriceError("incoterm", "unknown")
        if self.margin_on not in (ON_PRICE, ON_COST):
            raise PriceError("margin_on", "unknown")
        for name in ("purchase", "vat", "rebate", "fees", "levies", "freight", "destination",
                     "insurance", "insured_share", "commission"):  # fmt: skip
            if getattr(self, name) < 0:
                raise PriceError(name, "negative")
        if self.fx <= 0:
            raise PriceError("fx", "zero" if not self.fx else "negative")
        if self.rebate > self.vat:
            raise PriceError("rebate", "above_vat")
        if self.margin_on == ON_COST and self.margin <= -1:
            raise PriceError("margin", "negative")
        if self.commission + self.premium_share + self.levies >= 1:
            dearest = "insurance" if self.premium_share > self.commission else "commission"
            raise PriceError(dearest, "whole_price")
        if self.price_share <= 0:
            raise PriceError("margin", "whole_price")

    @property
    def real_cost(self):
        """Purchase cost after the export rebate, home currency."""
        return self.purchase * (1 + self.vat - self.rebate) / (1 + self.vat)

    @property
    def rebate_amount(self):
        """What the treasury pays back, home currency."""
        return self.purchase / (1 + self.vat) * self.rebate

    @property
    def home_cost(self):
        """Cost after rebate with domestic fees but levies, home currency."""
        return self.real_cost + self.fees

    @property
    def carriage(self):
        """What the seller pays beyond the port of loading, quoting currency."""
        freight = self.freight if self.incoterm in FREIGHT_PREPAID else ZERO
        return freight + (self.destination if self.incoterm in DELIVERED else ZERO)

    @property
    def premium_share(self):
        """Premium as a share of the gross price: k·i where the seller must insure."""
        return self.insured_share * self.insurance if self.incoterm in INSURED else ZERO

    @property
    def price_share(self):
        """What is left of one unit of the price for cost and carriage."""
        left = 1 - self.commission - self.premium_share
        if self.margin_on == ON_PRICE:
            return left - self.levies - self.margin
        return left - self.levies * (1 + self.margin)

    def price(self):
        """The gross price in quoting currency, not rounded."""
        cost = self.home_cost / self.fx
        if self.margin_on == ON_COST:
            cost *= 1 + self.margin
        return (cost + self.carriage) / self.price_share

    def with_price(self, price):
        """The same calculation with the margin that this gross price leaves.

        :raises PriceError: where there is no such margin (no price, or no cost to compare with)
        """
        price = countable("price", price)
        if price <= 0:
            raise PriceError("price", "zero" if not price else "negative")
        deductions = self.commission + self.premium_share
        cost = self.home_cost / self.fx
        if self.margin_on == ON_PRICE:
            margin = 1 - deductions - self.levies - (cost + self.carriage) / price
        else:
            cost += price * self.levies
            if not cost:
                raise PriceError("purchase", "zero")
            margin = (price * (1 - deductions) - self.carriage) / cost - 1
        return replace(self, margin=margin)

    def with_incoterm(self, incoterm):
        """The same goods and margin under another rule."""
        return replace(self, incoterm=incoterm)

    def result(self, price=None):
        """Every figure of this price; of the calculated one where none is given."""
        return Result(self, self.price() if price is None else to_decimal(price))


@dataclass(frozen=True)
class Result:
    """What a gross price (quoting currency) is made of and what it leaves."""

    calculation: Calculation
    price: Decimal

    @property
    def commission(self):
        """Quoting currency; never net · (1 + c), but gross · c."""
        return self.price * self.calculation.commission

    @property
    def premium(self):
        """Insurance premium, quoting currency."""
        return self.price * self.calculation.premium_share

    @property
    def net_fob(self):
        """What is left after carriage, premium and commission, quoting currency."""
        return self.price - self.calculation.carriage - self.premium - self.commission

    @property
    def home_cost(self):
        """Cost after rebate with all domestic fees, home currency."""
        calculation = self.calculation
        return calculation.home_cost + self.price * calculation.levies * calculation.fx

    @property
    def profit(self):
        """Home currency."""
        return self.net_fob * self.calculation.fx - self.home_cost

    @property
    def margin_on_price(self):
        """Profit as a share of the gross price."""
        return self.profit / (self.price * self.calculation.fx) if self.price else ZERO

    @property
    def profit_rate(self):
        """盈亏率: profit as a share of cost after rebate with fees; None without cost."""
        cost = self.home_cost
        return self.profit / cost if cost else None

    @property
    def exchange_cost(self):
        """换汇成本: home currency spent for one unit of quoting currency earned; None for none."""
        return self.home_cost / self.net_fob if self.net_fob > 0 else None


def gross_of_net(net, commission):
    """Price including a commission that is a share of itself: net / (1 − c)."""
    commission = to_decimal(commission)
    if not 0 <= commission < 1:
        raise PriceError("commission", "negative" if commission < 0 else "whole_price")
    return to_decimal(net) / (1 - commission)


def cif_of_cfr(cfr, insurance, insured_share=INSURED_SHARE):
    """CIF = CFR / (1 − k·i)."""
    share = to_decimal(insurance) * to_decimal(insured_share)
    if not 0 <= share < 1:
        raise PriceError("insurance", "negative" if share < 0 else "whole_price")
    return to_decimal(cfr) / (1 - share)


def cfr_of_cif(cif, insurance, insured_share=INSURED_SHARE):
    """CFR = CIF · (1 − k·i)."""
    return to_decimal(cif) * (1 - to_decimal(insurance) * to_decimal(insured_share))
