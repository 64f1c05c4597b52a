from odoo import api, models

from ..tools.approval import SAME_PRICE, reduction

MOMENT = "contract_issue"
#: what is judged, or shown to those who judge
JUDGED_FIELDS = {
    "partner_id",
    "currency_id",
    "payment_plan_id",
    "payment_terms",
    "payment_milestone_ids",
    "line_ids",
    "incoterm_id",
    "validity_date",
    "rate",
    "amount_total",
}


class ForeignTradeContractApproval(models.Model):
    """What approvers judge.

    Issuing from the form: who lacks an approval asks for it instead of being refused.
    """

    _inherit = "foreign.trade.contract"

    @api.model_create_multi
    def create(self, vals_list):
        with self._approval_review_once(review=False):
            return super().create(vals_list)

    def write(self, vals):
        with self._approval_review_once():
            result = super().write(vals)
            if not JUDGED_FIELDS.isdisjoint(vals):
                self._approval_review()
        return result

    def action_issue_or_ask(self):
        """Issue these documents, or ask for the approvals that are missing."""
        missing = self._approval_missing(MOMENT)
        if not missing:
            return self.action_issue()
        for contract in missing:
            contract._check_state("draft")
            contract._check_complete()
            contract.action_request_approval(MOMENT)
        return self._notify_approval_requested()

    def _approval_review(self):
        drafts = self.filtered(lambda contract: contract.state == "draft")
        return super(ForeignTradeContractApproval, drafts)._approval_review()

    def _approval_after_decision(self, requests, decision, note, user):
        """What is agreed to about the document says yes to its order: nobody is asked twice."""
        result = super()._approval_after_decision(requests, decision, note, user)
        if decision == "approved":
            self.order_id._approval_review()
        return result

    def _approval_own_users(self):
        return super()._approval_own_users() | self.user_id

    def _approval_measures(self):
        """The same measures as of an order; amount at the rate of the quotation."""
        order = self.order_id
        goods = self.line_ids.filtered(lambda line: not line.display_type)
        discount = order._get_approval_discount(goods)
        ceiling = order._get_approval_discount_ceiling()
        amount = None
        if self.currency_id._is_convertible(self.company_id):
            amount = self.company_id.currency_id.round(self.amount_total * (self.rate or 1))
        return super()._approval_measures() | {
            "amount": amount,
            "discount": discount,
            "discount_over_ceiling": None if ceiling is None else max(discount - ceiling, 0.0),
            "below_floor": order._is_below_floor() or self._undercuts_floor(),
            "margin_percent": self._get_margin_percent(goods),
            "validity_days": order._get_approval_validity_days(self.validity_date),
            "open_account": self._is_open_account(),
            "not_prepaid": self._is_not_prepaid(),
            "credit_over": order._get_approval_credit_over(amount),
        }

    def _undercuts_floor(self):
        """Whether a price was lowered in the document itself, under the floor of the sheet.

        In a unit that the order does not know, nobody can tell: it counts as under the floor.
        """
        floors = {}
        for line in self.order_id.price_sheet_id.line_ids:
            goods = line.order_line_id
            key = f"{goods.product_id.id}/{goods.product_uom_id.id}"
            floor = line.floor_price * (1 - line.discount / 100)
            floors[key] = min(floor, floors.get(key, floor))
        calculated = {key.partition("/")[0] for key in floors}
        prices = self._get_approval_prices() if floors else {}
        kept = 1 - reduction(self.line_ids.mapped("price_subtotal"))
        return any(
            price * kept < floors[key] * (1 - SAME_PRICE)
            if key in floors
            else key.partition("/")[0] in calculated
            for key, price in prices.items()
        )

    def _get_margin_percent(self, goods):
        """Of these goods at the cost that the order knows, in the document's currency."""
        if not self.amount_untaxed:
            return None
        order, currency = self.order_id, self.currency_id
        ordered = order._get_approval_lines()
        same = sum(goods.mapped("quantity")) == sum(ordered.mapped("product_uom_qty"))
        if same and not currency.compare_amounts(self.amount_untaxed, order.amount_untaxed):
            return order.margin_percent * 100  # to the last digit what confirming will judge
        costs = self._get_order_costs(ordered)
        cost = 0.0
        for line in goods:
            known = line.product_id in costs
            each = costs[line.product_id] if known else self._get_catalogue_cost(line.product_id)
            cost += line.quantity * each
        return 100 * (self.amount_untaxed - cost) / self.amount_untaxed

    def _get_order_costs(self, ordered):
        """``{product: average cost on the order}``"""
        costs = {}
        for product, lines in ordered.grouped("product_id").items():
            quantity = sum(lines.mapped("product_uom_qty"))
            if quantity:
                total = sum(line.purchase_price * line.product_uom_qty for line in lines)
                costs[product] = total / quantity
        return costs

    def _get_catalogue_cost(self, product):
        """Cost of goods that the order does not have any more."""
        cost = product.with_company(self.company_id).standard_price
        return cost / self.rate if self.rate else cost

    def _approval_fingerprint_data(self):
        order = self.order_id
        return super()._approval_fingerprint_data() | {
            "party": self.partner_id.id,
            "currency": self.currency_id.id,
            "terms": [self.payment_plan_id.id, order.payment_term_id.id],
            "incoterm": self.incoterm_id.id,
            "shares": self._get_approval_shares(),
            "lines": self._get_approval_prices(),
        }

    def _get_approval_shares(self):
        """When which part of the money comes; in money where an amount was agreed."""
        milestones = self.payment_milestone_ids._in_order()
        of_money = "amount" if any(milestones.mapped("agreed_amount")) else "percent"
        return [[one[of_money], one.event, one.days, one.method] for one in milestones]

    def _get_approval_prices(self):
        """``{key of product and unit, as in the order: lowest net price}``"""
        units = {
            (line.product_id.id, line.product_uom_id.with_context(lang=self.lang).name): line
            for line in self.order_id._get_approval_lines()
        }
        prices = {}
        for line in self.line_ids.filtered(lambda one: not one.display_type):
            known = units.get((line.product_id.id, line.uom_name))
            key = f"{line.product_id.id}/{known.product_uom_id.id if known else line.uom_name}"
            price = line.price_unit * (1 - line.discount / 100)
            prices[key] = min(price, prices.get(key, price))
        return prices

    def _approval_shown(self):
        return self._get_approval_shown()

    def _approval_last_shown(self):
        """What the buyer was sent last; nothing where the document says just that."""
        version = self.sudo().version_id
        return version._get_approval_shown() if version else super()._approval_last_shown()

    def _is_open_account(self):
        """As its milestones say; without a plan, the payment terms of the order decide as well."""
        plan = self.payment_plan_id
        return plan._is_open_account(self.payment_milestone_ids) or (
            not plan and self.order_id._is_open_account()
        )

    def _is_not_prepaid(self):
        """Whether any of the money is due later than before shipment."""
        return self.payment_plan_id._is_not_prepaid(self.payment_milestone_ids)
