from odoo import Command, api, fields, models
from odoo.exceptions import UserError

TRANSPORT_MODES = [
    ("sea", "Sea"),
    ("air", "Air"),
    ("rail", "Rail"),
    ("courier", "Courier"),
]


class ForeignTradeShipment(models.Model):
    """Goods of one order on their way: booking, route, packing, containers, bill of lading.

    Schedule, packing, bill and documents are in the files of those names.
    """

    _name = "foreign.trade.shipment"
    _description = "Shipment"
    _inherit = ["mail.thread", "mail.activity.mixin", "foreign.trade.document.mixin"]
    _order = "etd desc, id desc"
    _check_company_auto = True

    name = fields.Char(
        string="Shipment", required=True, readonly=True, copy=False, default="/", index="trigram"
    )
    order_id = fields.Many2one(
        "sale.order",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    company_id = fields.Many2one(related="order_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="order_id.currency_id", store=True)
    partner_id = fields.Many2one(
        related="order_id.partner_id", string="Customer", store=True, index=True
    )
    order_name = fields.Char(related="order_id.name", string="Order Number")
    opportunity_id = fields.Many2one(related="order_id.opportunity_id")
    salesperson_id = fields.Many2one(related="order_id.user_id", string="Salesperson")
    client_order_ref = fields.Char(related="order_id.client_order_ref", string="Customer Reference")
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        compute="_compute_user_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        tracking=True,
    )
    consignee_id = fields.Many2one(
        "res.partner",
        compute="_compute_consignee_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        help="To whom the goods are consigned in the bill of lading.",
    )
    notify_party_id = fields.Many2one("res.partner", index="btree_not_null")
    mode = fields.Selection(
        TRANSPORT_MODES, string="Mode of Transport", default="sea", required=True, tracking=True
    )
    forwarder_id = fields.Many2one("res.partner", index="btree_not_null")
    carrier_id = fields.Many2one(
        "res.partner",
        index="btree_not_null",
        tracking=True,
        help="Shipping line, airline, railway or courier.",
    )
    booking_number = fields.Char(tracking=True)
    vessel = fields.Char(string="Vessel / Flight / Train", tracking=True)
    voyage = fields.Char(tracking=True)
    freight_terms = fields.Selection(
        [("prepaid", "Freight Prepaid"), ("collect", "Freight Collect")], string="Freight"
    )
    port_loading_id = fields.Many2one(
        "foreign.trade.port",
        string="Port of Loading",
        compute="_compute_ports",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
    )
    port_discharge_id = fields.Many2one(
        "foreign.trade.port",
        string="Port of Discharge",
        compute="_compute_ports",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
    )
    place_receipt = fields.Char(string="Place of Receipt")
    place_delivery = fields.Char(string="Place of Delivery")
    marks = fields.Text(string="Shipping Marks", help="Printed on the cartons; N/M for no marks.")
    lc_number = fields.Char(string="L/C Number")
    invoice_number = fields.Char(
        string="Commercial Invoice Number", copy=False, readonly=True, index="btree_not_null"
    )
    invoice_date = fields.Date(
        string="Commercial Invoice Date", copy=False, default=fields.Date.context_today
    )
    line_ids = fields.One2many("foreign.trade.shipment.line", "shipment_id", string="Lines")
    container_ids = fields.One2many("foreign.trade.container", "shipment_id", string="Containers")
    milestone_ids = fields.One2many(
        "foreign.trade.shipment.milestone", "shipment_id", string="Milestones"
    )
    picking_ids = fields.One2many("stock.picking", "foreign_trade_shipment_id", string="Deliveries")
    picking_count = fields.Integer(string="Number of Deliveries", compute="_compute_picking_count")
    delivery_state = fields.Selection(
        [("none", "No Delivery"), ("open", "To Validate"), ("done", "Validated")],
        string="Stock Delivery",
        compute="_compute_picking_count",
        help="Whether the stock deliveries that belong to this shipment are validated.",
    )
    note = fields.Html(string="Notes")

    _name_company_uniq = models.Constraint(
        "unique(name, company_id)", "The number of a shipment is unique in its company."
    )

    @api.depends("order_id")
    def _compute_user_id(self):
        """The order's clerk ships; without one, whoever made the shipment."""
        for shipment in self:
            clerk = shipment.order_id.clerk_id.filtered("active")
            shipment.user_id = clerk or shipment.user_id or self.env.user

    @api.depends("order_id")
    def _compute_consignee_id(self):
        for shipment in self:
            order = shipment.order_id
            shipment.consignee_id = (
                order.consignee_id or order.partner_shipping_id or order.partner_id
            )

    @api.depends("order_id")
    def _compute_ports(self):
        for shipment in self:
            shipment.port_loading_id = shipment.order_id.port_loading_id
            shipment.port_discharge_id = shipment.order_id.port_discharge_id

    @api.depends("picking_ids.state")
    def _compute_picking_count(self):
        for shipment in self:
            states = [state for state in shipment.picking_ids.mapped("state") if state != "cancel"]
            shipment.picking_count = len(shipment.picking_ids)
            shipment.delivery_state = (
                "none" if not states else "open" if set(states) != {"done"} else "done"
            )

    @api.model_create_multi
    def create(self, vals_list):
        orders = self.env["sale.order"].browse(vals.get("order_id") for vals in vals_list)
        for vals, order in zip(vals_list, orders, strict=True):
            numbered = self.env["ir.sequence"].with_company(order.company_id)
            if vals.get("name", "/") == "/":
                vals["name"] = numbered.next_by_code("foreign.trade.shipment") or "/"
            if not vals.get("invoice_number"):
                vals["invoice_number"] = numbered.next_by_code("foreign.trade.commercial.invoice")
        shipments = super().create(vals_list)
        shipments._check_order_ready()
        shipments._apply_milestone_template()
        return shipments

    def write(self, vals):
        if "order_id" in vals:
            self._check_order_change(vals["order_id"])
        result = super().write(vals)
        if "order_id" in vals:
            self._check_order_ready()
        return result

    @api.ondelete(at_uninstall=True)
    def _unlink_except_shipped(self):
        for shipment in self:
            if shipment.state in ("shipped", "arrived"):
                raise UserError(
                    self.env._(
                        "Shipment %(name)s has left and stays on record. Cancel it instead.",
                        name=shipment.name,
                    )
                )

    def _check_order_change(self, order_id):
        """What is packed or has a bill of lading stays with the order it was sold on."""
        for shipment in self.filtered(lambda one: one.order_id.id != order_id):
            if shipment.line_ids or shipment.bill_state != "none":
                raise UserError(
                    self.env._(
                        "Shipment %(name)s carries goods of order %(order)s. Make another "
                        "shipment for another order.",
                        name=shipment.name,
                        order=shipment.order_id.name,
                    )
                )

    def _check_order_ready(self):
        """Goods are shipped on confirmed orders whose production may go on."""
        for order in self.order_id:
            if order.state != "sale":
                raise UserError(
                    self.env._(
                        "Order %(order)s is not confirmed. Confirm it before shipping.",
                        order=order.name,
                    )
                )
            order._check_production_not_held()

    def _link_open_deliveries(self):
        """Take over the order's open deliveries that belong to no shipment yet."""
        for shipment in self:
            # sudo: linking is no stock operation, and whoever may ship may link
            pickings = shipment.order_id.sudo().picking_ids.filtered(
                lambda picking: (
                    picking.picking_type_code == "outgoing"
                    and picking.state not in ("done", "cancel")
                    and not picking.foreign_trade_shipment_id
                )
            )
            shipment.sudo().picking_ids = [Command.link(picking.id) for picking in pickings]

    def action_view_deliveries(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("stock.action_picking_tree_all")
        action["domain"] = [("foreign_trade_shipment_id", "=", self.id)]
        action["context"] = {"create": False}
        if len(self.picking_ids) == 1:
            action |= {"views": [(False, "form")], "res_id": self.picking_ids.id}
        return action

    def action_view_order(self):
        self.ensure_one()
        return self.order_id._get_records_action()
