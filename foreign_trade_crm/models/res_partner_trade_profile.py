from odoo import fields, models

BILL_TYPES = [
    ("original", "Original Bill of Lading"),
    ("telex", "Telex Release"),
    ("waybill", "Sea Waybill / Air Waybill"),
]


class ResPartnerTradeProfile(models.Model):
    """How a customer trades: said once on the company, copied to every new document.

    The profile of a contact is that of its company; its language is Odoo's own. Partners are read
    everywhere and for everything: the profile is read when an order or a deal asks for it.
    """

    _inherit = "res.partner"

    trade_consignee_id = fields.Many2one(
        "res.partner",
        "Consignee",
        index="btree_not_null",
        help="To whom goods are consigned in the bill of lading, if it is not the customer.",
        prefetch="trade_details",
    )
    trade_notify_party_id = fields.Many2one(
        "res.partner",
        "Notify Party",
        index="btree_not_null",
        help="Told when goods arrive.",
        prefetch="trade_details",
    )
    trade_forwarder_id = fields.Many2one(
        "res.partner",
        "Nominated Forwarder",
        index="btree_not_null",
        help="The freight forwarder that the customer wants us to ship with.",
        prefetch="trade_details",
    )
    trade_shipping_marks = fields.Text(
        "Shipping Marks",
        help="Printed on the cartons; N/M for no marks.",
        prefetch="trade_details",
    )
    trade_port_loading_id = fields.Many2one(
        "foreign.trade.port", "Preferred Port of Loading", prefetch="trade_details"
    )
    trade_port_discharge_id = fields.Many2one(
        "foreign.trade.port", "Preferred Port of Discharge", prefetch="trade_details"
    )
    trade_incoterm_id = fields.Many2one("account.incoterms", "Incoterm", prefetch="trade_details")
    trade_incoterm_location = fields.Char("Named Place", prefetch="trade_details")
    trade_payment_plan_id = fields.Many2one(
        "foreign.trade.payment.plan", "Payment Terms", prefetch="trade_details"
    )
    trade_bill_type = fields.Selection(BILL_TYPES, "B/L Type", prefetch="trade_details")
    trade_document_type_ids = fields.Many2many(
        "foreign.trade.document.type",
        "res_partner_trade_document_type_rel",
        string="Documents Wanted",
        help="What the customer wants with every shipment.",
    )
    trade_currency_id = fields.Many2one(
        "res.currency",
        help="New quotations use a price list in this currency, unless the customer has one.",
        prefetch="trade_details",
    )

    def _fetch_trade_profile(self):
        """Read the profile together with what is read of every partner, in one statement."""
        groups = (True, "trade_details")
        self.fetch(
            [
                name
                for name, field in self._fields.items()
                if field.prefetch in groups and self._has_field_access(field, "read")
            ]
        )
