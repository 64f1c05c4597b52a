from odoo import models

#: what an order says to its buyer, beside its amounts
WORDS = frozenset(
    {
        "client_order_ref",
        "incoterm",
        "incoterm_location",
        "latest_shipment_date",
        "note",
        "payment_plan_id",
        "payment_term_id",
        "port_discharge_id",
        "port_loading_id",
        "pricelist_id",
        "tax_totals",
        "validity_date",
    }
)


class SaleOrderPortalRights(models.Model):
    """A buyer who asks over RPC reads no more of our draft than the portal shows him.

    The portal page shows the last version sent; Odoo's portal rule lets its users read the order
    itself, and with it the half-edited draft. Its lines are kept by a record rule, as they are
    read through the order alone; the header must stay readable for lists, links and messages, so
    its amounts and terms are kept by field until the order binds.
    """

    _inherit = "sale.order"

    def _has_field_access(self, field, operation):
        if not super()._has_field_access(field, operation):
            return False
        if self.env.su or not self.env.user.share:
            return True
        if field.name not in WORDS and field.type not in ("monetary", "float"):
            return True
        # sudo: in which state they are; searching and grouping by these is refused for all
        return bool(self) and all(order.state == "sale" for order in self.sudo())
