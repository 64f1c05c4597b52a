from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from .foreign_trade_contract import ACTIVE_STATES


class SaleOrder(models.Model):
    """Proforma invoices and sales contracts of the order, and what was paid for them."""

    _inherit = "sale.order"

    contract_ids = fields.One2many(
        "foreign.trade.contract",
        "order_id",
        "Proforma Invoices and Contracts",
        readonly=True,
        copy=False,
        groups="sales_team.group_sale_salesman",
    )
    contract_count = fields.Integer(
        "Contracts", compute="_compute_contract_count", groups="sales_team.group_sale_salesman"
    )
    payment_milestone_ids = fields.One2many(
        "foreign.trade.payment.milestone",
        "order_id",
        readonly=True,
        copy=False,
        domain=[("contract_id.state", "not in", ("superseded", "cancelled"))],
        groups="sales_team.group_sale_salesman",
    )
    contract_effective = fields.Boolean(readonly=True, copy=False)
    deposit_settled = fields.Boolean(
        "Deposit Received",
        readonly=True,
        copy=False,
        help="What was due on the signed proforma invoice has been received.",
    )
    trade_paid_amount = fields.Monetary(
        "Received", readonly=True, copy=False, help="Received so far, in the order's currency."
    )
    trade_balance_amount = fields.Monetary("Balance Due", compute="_compute_trade_balance_amount")
    trade_payment_state = fields.Selection(
        [("not_paid", "Not Paid"), ("partial", "Partially Paid"), ("paid", "Paid")],
        "Contract Payment",
        readonly=True,
        copy=False,
    )

    @api.depends("contract_ids")
    def _compute_contract_count(self):
        groups = self.env["foreign.trade.contract"]._read_group(
            [("order_id", "in", self.ids)], ["order_id"], ["__count"]
        )
        counts = {order.id: count for order, count in groups}
        for order in self:
            order.contract_count = counts.get(order.id, 0)

    @api.depends("amount_total", "trade_paid_amount")
    def _compute_trade_balance_amount(self):
        for order in self:
            order.trade_balance_amount = order.amount_total - order.trade_paid_amount

    @api.model
    def _trade_engine_fields(self):
        return super()._trade_engine_fields() | {
            "contract_effective": False,
            "deposit_settled": False,
            "trade_paid_amount": False,
            "trade_payment_state": False,
        }

    def action_make_contract(self):
        """Make the proforma invoice from the accepted version, else from the last one sent."""
        self.ensure_one()
        draft = self.contract_ids.filtered(lambda contract: contract.state == "draft")
        if draft:
            return draft[0]._get_records_action()
        version = self.accepted_version_id or self.last_version_id or self._freeze_version()
        return self._make_contract(version)

    def action_view_contracts(self):
        self.ensure_one()
        return self.contract_ids._get_records_action(
            name=self.env._("Proforma Invoices and Contracts")
        )

    def _make_contract(self, version):
        self.ensure_one()
        if self.state == "cancel":
            raise UserError(self.env._("%(order)s is cancelled.", order=self.name))
        contract = self.env["foreign.trade.contract"].create(self._prepare_contract_values(version))
        contract.payment_milestone_ids._show_shares()
        return contract._get_records_action()

    def _prepare_contract_values(self, version):
        """Values of a contract that says what the version said."""
        self.ensure_one()
        version = version.with_context(lang=version.lang)
        contract = self.env["foreign.trade.contract"].with_context(lang=version.lang)
        return {
            **version._copy_offer_values(),
            "order_id": self.id,
            "version_id": version.id,
            "line_ids": [
                Command.create({**line, "version_line_id": frozen.id})
                for frozen, line in zip(
                    version.line_ids, version.line_ids._copy_offer_line_values(), strict=True
                )
            ],
            "payment_milestone_ids": contract._prepare_milestone_commands(
                version.payment_plan_id, version.currency_id, version.company_id
            ),
        }

    def _sync_contract_figures(self):
        """Copy what the contract in force says of its payments to its order."""
        for order in self:
            # derived from the contract, whoever moved it
            active = order.sudo().contract_ids.filtered(lambda one: one.state in ACTIVE_STATES)
            contract = active.sorted(lambda one: (one.state == "effective", one.id))[-1:]
            values = order._prepare_contract_figures(contract)
            values = {name: value for name, value in values.items() if order[name] != value}
            if values:
                order.sudo()._write_trade_state(values)

    def _prepare_contract_figures(self, contract):
        """What the order takes over from the contract in force, or from none."""
        return {
            "contract_effective": contract.state == "effective",
            "deposit_settled": contract.deposit_settled,
            "trade_paid_amount": contract.paid_amount,
            "trade_payment_state": contract.payment_state,
        }
