from odoo import api, fields, models

from ..tools.approval import SAME_PRICE, UNLIMITED_DAYS, reduction


class SaleOrderApprovalMeasures(models.Model):
    """What approvers of a quotation judge, and what they read."""

    _inherit = "sale.order"

    def _approval_measures(self):
        """Amount at the rate of the quotation: the market alone fells no approval."""
        self.ensure_one()
        lines = self._get_approval_lines()
        discount = self._get_approval_discount(lines)
        ceiling = self._get_approval_discount_ceiling()
        amount = self._get_approval_amount(self.amount_total)
        return super()._approval_measures() | {
            "amount": amount,
            "discount": discount,
            "discount_over_ceiling": None if ceiling is None else max(discount - ceiling, 0.0),
            "below_floor": self._is_below_floor(),
            "margin_percent": self.margin_percent * 100 if self.amount_untaxed else None,
            "validity_days": self._get_approval_validity_days(self.validity_date),
            "open_account": self._is_open_account(),
            "not_prepaid": self._is_not_prepaid(),
            "credit_over": self._get_approval_credit_over(amount),
        }

    def _approval_fingerprint_data(self):
        self.ensure_one()
        prices = {}
        for line in self._get_approval_lines():
            key = f"{line.product_id.id}/{line.product_uom_id.id}"
            price = line.price_unit * (1 - line.discount / 100)
            prices[key] = min(price, prices.get(key, price))
        return super()._approval_fingerprint_data() | {
            "party": self.partner_id.id,
            "currency": self.currency_id.id,
            "terms": [self.payment_plan_id.id, self.payment_term_id.id],
            "incoterm": self.incoterm.id,
            "lines": prices,
        }

    def _approval_shown(self):
        self.ensure_one()
        offer = self.env["foreign.trade.offer.mixin"]
        return offer._prepare_approval_shown(
            self._prepare_version_values(), self._prepare_version_line_values()
        )

    def _approval_last_shown(self):
        self.ensure_one()
        version = self.sudo().last_version_id
        return version._get_approval_shown() if version else super()._approval_last_shown()

    def _get_approval_lines(self):
        return self.order_line.filtered(
            lambda line: not line.display_type and not line.is_downpayment
        )

    @api.model
    def _get_approval_discount(self, lines):
        """Highest discount in per cent on any of these lines, together with what lines below zero
        take off all of them.

        :param lines: of an order, or of a document made from it
        """
        share = reduction(lines.mapped("price_subtotal"))
        discount = max(lines.mapped("discount"), default=0.0)
        return discount + (100 - discount) * share

    def _get_approval_amount(self, amount):
        """An amount of this order in company currency; None without any exchange rate, for which
        Odoo would count 1."""
        if not self.currency_id._is_convertible(self.company_id):
            return None
        rate = self.quotation_rate or (1 / self.currency_rate if self.currency_rate else 1.0)
        return self.company_id.currency_id.round(amount * rate)

    def _get_approval_validity_days(self, validity_date):
        """An offer without an end is valid for longer than any limit.

        Counted from today at the company: a colleague or the system, for whom yesterday lasts
        longer, sees no day more than those who agreed.
        """
        if not validity_date:
            return UNLIMITED_DAYS
        at_company = self.with_context(tz=self.company_id._get_zone())
        return (validity_date - fields.Date.context_today(at_company)).days

    def _get_approval_discount_ceiling(self):
        """Highest discount in per cent that the customer's tier allows; None without one.

        Asked of the database only where a rule asks for it.
        """
        self.ensure_one()
        if not self.env["foreign.trade.approval.rule"]._is_measured("discount_over_ceiling"):
            return None
        customer = self.partner_id.commercial_partner_id
        services = self.env["foreign.trade.service.policy"]._get_services(customer, self.company_id)
        service = services.get(customer.id)
        # zero: the tier says nothing
        return service.discount_ceiling or None if service else None

    def _is_below_floor(self):
        """Whether a price of the order lies under its floor, as its price sheet has it.

        A sheet that cannot be calculated has no floor: that is for people to look at, or one odd
        line would take every other line out of their sight.
        """
        self.ensure_one()
        states = set(self.order_line.mapped("price_above_floor"))
        if "unknown" in states and self.price_sheet_id.sudo().problem:  # sudo: not what it is
            return True
        return "below" in states or self._is_reduced_below_floor()

    def _is_reduced_below_floor(self):
        """Whether lines below zero take a price under its floor that is above it by itself."""
        self.ensure_one()
        share = reduction(self._get_approval_lines().mapped("price_subtotal"))
        if not share:
            return False
        prices = {line._origin.id: line.price_unit for line in self.order_line}
        sheet = self.price_sheet_id._origin.sudo()  # sudo: whether it is below, not what it is
        return any(
            prices.get(line.order_line_id.id, line.floor_price) * (1 - share)
            < line.floor_price * (1 - SAME_PRICE)
            for line in sheet.line_ids._get_priced()
        )

    def _get_approval_credit_over(self, amount):
        """Asked of the database only where a rule asks for it."""
        if not self.env["foreign.trade.approval.rule"]._is_measured("credit_over"):
            return None
        return self.partner_id._get_credit_over(self.company_id, amount or 0.0, self.ids)

    def _is_open_account(self):
        """Whether goods leave our hands before the money is due."""
        if risk := self.payment_plan_id._get_risk():
            return risk[0]
        return any(line.nb_days > 0 for line in self.payment_term_id.line_ids)

    def _is_not_prepaid(self):
        """Whether any of the money is due later than before shipment."""
        if risk := self.payment_plan_id._get_risk():
            return risk[1]
        return not (self.require_payment and self.prepayment_percent >= 1)
