from odoo import fields, models

BILL_TYPES = [
    ("original", "Original Bill of Lading"),
    ("telex", "Telex Release"),
    ("waybill", "Sea Waybill / Air Waybill"),
]


class ResPartnerTradeProfile(models.Model):
    """How a customer trades: said once on the company, copied to every new document.

    The profile of a contact is that of its company; its language is Odoo's own.
    """

    _inherit = "res.partner"

    trade_consignee_id = fields.Many2one(
        "res.partner",
        "Consignee",
        index="btree_not_null",
        help="To whom goods are consigned in the bill of lading, if it is not the customer.",
    )
    trade_notify_party_id = fields.Many2one(
        "res.partner",
        "Notify Party",
        index="btree_not_null",
        help="Told when goods arrive.",
    )
    trade_forwarder_id = fields.Many2one(
        "res.partner",
        "Nominated Forwarder",
        index="btree_not_null",
        help="The freight forwarder that the customer wants us to ship with.",
    )
    trade_shipping_marks = fields.Text(
        "Shipping Marks", help="Printed on the cartons; N/M for no marks."
    )
    trade_port_loading_id = fields.Many2one("foreign.trade.port", "Preferred Port of Loading")
    trade_port_discharge_id = fields.Many2one("foreign.trade.port", "Preferred Port of Discharge")
    trade_incoterm_id = fields.Many2one("account.incoterms", "Incoterm")
    trade_incoterm_location = fields.Char("Named Place")
    trade_payment_plan_id = fields.Many2one("foreign.trade.payment.plan", "Payment Terms")
    trade_bill_type = fields.Selection(BILL_TYPES, "B/L Type")
    trade_document_type_ids = fields.Many2many(
        "foreign.trade.document.type",
        "res_partner_trade_document_type_rel",
        string="Documents Wanted",
        help="What the customer wants with every shipment.",
    )
    trade_currency_id = fields.Many2one(
        "res.currency",
        help="New quotations use a price list in this currency, unless the customer has one.",
    )
