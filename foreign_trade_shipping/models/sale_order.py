from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.foreign_trade_crm.models.foreign_trade_contract import ACTIVE_STATES

from .foreign_trade_shipment_milestone import PAYMENT_EVENTS

SHIPMENT_GROUPS = (
    "foreign_trade_crm.group_sales_representative,"
    "foreign_trade_crm.group_clerk,"
    "foreign_trade_crm.group_finance"
)


class SaleOrder(models.Model):
    _inherit = "sale.order"

    shipment_ids = fields.One2many(
        "foreign.trade.shipment", "order_id", string="Shipments", groups=SHIPMENT_GROUPS
    )
    shipment_count = fields.Integer(
        string="Number of Shipments", compute="_compute_shipment_count", groups=SHIPMENT_GROUPS
    )

    @api.depends("shipment_ids")
    def _compute_shipment_count(self):
        counts = dict(
            self.env["foreign.trade.shipment"]._read_group(
                [("order_id", "in", self.ids)], ["order_id"], ["__count"]
            )
        )
        for order in self:
            order.shipment_count = counts.get(order._origin, 0)

    def _check_production_not_held(self):
        """:raises UserError: where the order's production waits for its deposit"""
        for order in self:
            if order.production_state == "held":
                raise UserError(
                    self.env._(
                        "Production of order %(order)s is held until its deposit is in: there "
                        "are no goods to ship. Register the deposit, or let a manager start "
                        "production with a reason.",
                        order=order.name,
                    )
                )

    def action_create_shipment(self):
        """Make a shipment of everything not yet shipped or delivered, and open it."""
        self.ensure_one()
        shipment = self._create_shipment()
        return shipment._get_records_action()

    def _create_shipment(self):
        self.ensure_one()
        quantities = self.order_line._get_quantities_to_ship()
        if not quantities and self.state == "sale":
            raise UserError(
                self.env._("Everything on order %(order)s is shipped already.", order=self.name)
            )
        shipment = self.env["foreign.trade.shipment"].create(self._prepare_shipment_values())
        self._create_shipment_lines(shipment, quantities)
        shipment._link_open_deliveries()
        return shipment

    def _prepare_shipment_values(self):
        self.ensure_one()
        return {"order_id": self.id}

    def _create_shipment_lines(self, shipment, quantities):
        lines = self.env["foreign.trade.shipment.line"]
        products = self.order_line.product_id
        packing = lines._prepare_packing_values(products, self.company_id)
        return lines.create(
            [
                {
                    **self._prepare_shipment_line_values(shipment, line, quantity),
                    **(line._prepare_shipment_packing() or packing.get(line.product_id, {})),
                }
                for line, quantity in quantities.items()
            ]
        )

    def _prepare_shipment_line_values(self, shipment, order_line, quantity):
        return {
            "shipment_id": shipment.id,
            "order_line_id": order_line.id,
            "quantity": quantity,
            "sequence": order_line.sequence,
        }

    def action_view_shipments(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "foreign_trade_shipping.foreign_trade_shipment_action"
        )
        action["domain"] = [("order_id", "=", self.id)]
        action["context"] = {"default_order_id": self.id}
        if self.shipment_count == 1:
            action |= {"views": [(False, "form")], "res_id": self.shipment_ids.id}
        return action

    def _update_shipment_payment_events(self):
        """Tell the contracts when shipment and bill of lading are expected and happened.

        Of several shipments the first one counts: its documents make the balance due.
        """
        # sudo: the clerk moves dates and has no say over payments
        for order in self.sudo():
            contracts = order._get_active_contracts()
            milestones = order.shipment_ids.filtered(
                lambda shipment: not shipment.is_cancelled
            ).milestone_ids
            for event, code in PAYMENT_EVENTS.items():
                dates = milestones._get_event_dates(code)
                for contract in contracts if dates else ():
                    contract._set_payment_event(event, **dates)

    def _get_active_contracts(self):
        """The proforma invoices or contracts that bind."""
        return self.contract_ids.filtered(lambda contract: contract.state in ACTIVE_STATES)
