from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.payment_schedule import share_out


class ForeignTradePaymentMilestoneAmount(models.Model):
    """A milestone is agreed as a share of the contract, or as an amount of money.

    An agreed amount stays what it is when the total changes; what it leaves over is shared out
    among the others, and every share says what its amount is.
    """

    _inherit = "foreign.trade.payment.milestone"

    agreed_amount = fields.Monetary(
        help="Instead of a share: this amount, whatever the total. The others share the rest."
    )
    amount = fields.Monetary(compute="_compute_amount", store=True)

    _agreed_amount_positive = models.Constraint(
        "CHECK(agreed_amount >= 0)", "An agreed amount is not below zero."
    )

    @api.depends(
        "percent",
        "agreed_amount",
        "contract_id.amount_total",
        "contract_id.payment_milestone_ids.percent",
        "contract_id.payment_milestone_ids.agreed_amount",
        "contract_id.payment_milestone_ids.sequence",
    )
    def _compute_amount(self):
        """The milestones of a contract sum to its total; a row being edited knows it alone."""
        for contract, milestones in self.grouped("contract_id").items():
            siblings = contract.payment_milestone_ids._in_order()
            if milestones - siblings:
                siblings = milestones
            parts = share_out(
                contract.amount_total,
                siblings.mapped("percent"),
                siblings.mapped("agreed_amount"),
                contract.currency_id.rounding or 0.01,
            )
            for milestone, part in zip(siblings, parts, strict=True):
                if milestone in milestones:
                    milestone.amount = part

    @api.onchange("agreed_amount")
    def _onchange_agreed_amount(self):
        total = self.contract_id.amount_total
        if self.agreed_amount and total:
            self.percent = min(100 * self.agreed_amount / total, 100)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("agreed_amount") and not vals.get("percent"):
                contract = self.env["foreign.trade.contract"].browse(vals.get("contract_id"))
                total = contract.amount_total or vals["agreed_amount"]
                vals["percent"] = min(100 * vals["agreed_amount"] / total, 100)
        return super().create(vals_list)

    def _state_shares(self):
        """Shares that say what the amounts are, where an amount was agreed.

        :raises UserError: where the agreed amounts leave nothing for the others
        """
        for contract, milestones in self.grouped("contract_id").items():
            if not any(milestones.mapped("agreed_amount")):
                continue
            if any(one.amount <= 0 for one in milestones):
                raise UserError(
                    self.env._(
                        "The agreed amounts of %(name)s leave nothing for the other milestones.",
                        name=contract.name,
                    )
                )
        self._show_shares()

    def _show_shares(self):
        """As :meth:`_state_shares`, as far as there is something to share."""
        for contract, milestones in self.grouped("contract_id").items():
            if any(milestones.mapped("agreed_amount")) and all(
                one.amount > 0 for one in milestones
            ):
                milestones._in_order()._write_shares(contract.amount_total)

    def _write_shares(self, total):
        shares = [round(100 * one.amount / total, 4) for one in self]
        if abs(sum(self.mapped("amount")) - total) < (self.currency_id.rounding or 0.01) / 2:
            shares[-1] = round(100 - sum(shares[:-1]), 4)  # rounding leaves no gap
        # between the first share and the last the amounts are others than were approved
        with self.contract_id._approval_review_once():
            for milestone, share in zip(self, shares, strict=True):
                if milestone.percent != share:
                    milestone.percent = share

    def _printed_names(self):
        """``{id: what is due when}`` of all milestones of one document: not the wording of the
        plan where an amount was agreed, since it names another share."""
        if not any(self.mapped("agreed_amount")):
            return {one.id: one.name for one in self}
        worded = self._get_words_of_plan()
        return {one.id: one._say_event() if one.name in worded else one.name for one in self}

    def _get_words_of_plan(self):
        """Wordings of the payment plan that say another amount than was agreed here."""
        lines = self.contract_id.payment_plan_id.line_ids.sorted("sequence")
        agreed = [one.agreed_amount for one in self._in_order()]
        same_currency = lines.currency_id == self.currency_id
        if same_currency and lines.mapped("agreed_amount") == agreed:
            return ()
        return lines.mapped("name")

    def _say_event(self):
        self.ensure_one()
        labels = {
            name: dict(self._fields[name]._description_selection(self.env))
            for name in ("method", "event")
        }
        days = self.env._(", %(days)s days", days=self.days) if self.days else ""
        return f"{labels['method'][self.method]}, {labels['event'][self.event]}{days}"
