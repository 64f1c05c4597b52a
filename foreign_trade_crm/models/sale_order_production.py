from odoo import api, fields, models
from odoo.exceptions import UserError

from .foreign_trade_contract import ACTIVE_STATES


class SaleOrder(models.Model):
    """Confirming launches procurement at once; without the deposit it is held until it opens.

    Only an order whose contract asks for a deposit is ever held. Others never leave "not
    started" and are procured as Odoo does.
    """

    _inherit = "sale.order"

    production_state = fields.Selection(
        [("not_started", "Not Started"), ("held", "Held"), ("started", "Started")],
        "Production",
        readonly=True,
        copy=False,
        default="not_started",
        help="Held: the order is confirmed, but nothing is procured before the deposit is in.",
    )

    @api.model
    def _trade_engine_fields(self):
        return super()._trade_engine_fields() | {"production_state": "not_started"}

    def _get_trade_engine_changes(self, vals):
        # "started" is a transition with its gate, see write
        if vals.get("production_state") in ("started", "not_started"):
            vals = {name: value for name, value in vals.items() if name != "production_state"}
        return super()._get_trade_engine_changes(vals)

    def write(self, vals):
        target = vals.get("production_state")
        if target == "not_started" and any(one.production_state != target for one in self):
            raise UserError(self.env._("Production that is held is opened by starting it."))
        starting = self.browse()
        if target == "started":
            starting = self.filtered(lambda one: one.production_state != "started")
            starting._check_production_start()
        res = super().write(vals)
        starting.order_line._action_launch_stock_rule()
        return res

    def action_start_production(self):
        """Open production: what was held is procured."""
        self.write({"production_state": "started"})

    def _check_production_start(self):
        """Who may start it; conditions beyond the deposit are rules of the gate."""
        may_override = self.env.su or self.env.user.has_group(
            "foreign_trade_crm.group_gate_override"
        )
        for order in self:
            if order.state != "sale":
                raise UserError(self.env._("Confirm %(order)s first.", order=order.name))
            if not order.deposit_settled and not may_override:
                raise UserError(
                    self.env._(
                        "The deposit for %(order)s is not in: production stays held.",
                        order=order.name,
                    )
                )

    def _action_confirm(self):
        self._hold_production()
        return super()._action_confirm()

    def _hold_production(self):
        """Hold those whose contract waits for a deposit, before procurement is launched.

        An order that was held before it was cancelled, and whose contract is gone, is free again.
        """
        # a person without access to the contract confirms the order all the same
        contracts = (
            self.env["foreign.trade.contract"]
            .sudo()
            .search(
                [
                    ("order_id", "in", self.ids),
                    ("state", "in", ACTIVE_STATES),
                    ("deposit_settled", "=", False),
                ]
            )
        )
        held = self & contracts.order_id.with_env(self.env)
        if held:
            held._write_trade_state({"production_state": "held"})
        free = (self - held).filtered(lambda one: one.production_state == "held")
        if free:
            free._write_trade_state({"production_state": "not_started"})

    def _start_production_on_deposit(self):
        """The deposit is in: production starts by itself, through its gate."""
        waiting = self.filtered(
            lambda one: one.state == "sale" and one.production_state != "started"
        )
        if waiting:
            waiting.action_start_production()
