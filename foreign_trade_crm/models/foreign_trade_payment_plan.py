from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import float_compare, ormcache

from .foreign_trade_payment_plan_line import OPEN_ACCOUNT_EVENTS, PREPAID_EVENTS


class ForeignTradePaymentPlan(models.Model):
    """Payment terms of the export trade: shares of the order that fall due on events.

    Odoo's own payment terms count days from the invoice; here the deposit comes before there
    is an invoice and the balance waits for the bill of lading.
    """

    _name = "foreign.trade.payment.plan"
    _inherit = ["foreign.trade.cached.mixin"]
    _description = "Payment Plan"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index="btree_not_null")
    line_ids = fields.One2many("foreign.trade.payment.plan.line", "plan_id", copy=True)
    note = fields.Text(translate=True, help="Printed below the payment terms.")

    @api.constrains("line_ids")
    def _check_line_ids(self):
        for plan in self:
            total = sum(plan.line_ids.mapped("percent"))
            if float_compare(total, 100, precision_digits=4):
                raise ValidationError(
                    self.env._(
                        "The shares of the payment plan %(plan)s sum to %(total)s %%; "
                        "they must sum to exactly 100 %%.",
                        plan=plan.name,
                        total=f"{total:g}",
                    )
                )

    def _describe(self, lang=None):
        """The plan as one sentence for a document, in the language given."""
        self.ensure_one()
        plan = self.with_context(lang=lang or self.env.lang)
        return "; ".join(plan.line_ids.mapped("name"))

    @api.model
    def _is_open_account(self, shares):
        """Whether goods leave our hands before the money is due.

        :param shares: lines of a plan, or the payment milestones made from them
        """
        return any(
            share.method == "oa" or (share.event in OPEN_ACCOUNT_EVENTS and share.days > 0)
            for share in shares
        )

    @api.model
    def _is_not_prepaid(self, shares):
        """Whether any of the money is due later than before shipment.

        :param shares: as in :meth:`_is_open_account`
        """
        return any(share.event not in PREPAID_EVENTS for share in shares)

    @ormcache("self.id")
    def _get_risk(self):
        """``(open account, not prepaid)`` of this plan; asked whenever an order is confirmed.

        Empty for a plan without shares, and for none.
        """
        shares = self.sudo().line_ids  # sudo: the same for everybody, whoever may read plans
        if not shares:
            return ()
        return self._is_open_account(shares), self._is_not_prepaid(shares)

    def _prepare_milestone_values(self):
        """Values of the payment milestones of a contract under this plan."""
        return [line._prepare_milestone_values() for line in self.line_ids]
