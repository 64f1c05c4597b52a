from datetime import datetime

import pytz

from odoo import api, fields, models

from ..tools.country_time import country_zone, local_time

#: terms of the draft that a version restores; others extend ``_version_draft_fields``
DRAFT_FIELDS = (
    "partner_id",
    "partner_invoice_id",
    "partner_shipping_id",
    "pricelist_id",
    "fiscal_position_id",
    "payment_term_id",
    "payment_plan_id",
    "incoterm",
    "incoterm_location",
    "port_loading_id",
    "port_discharge_id",
    "latest_shipment_date",
    "validity_date",
    "client_order_ref",
    "note",
    "require_signature",
    "require_payment",
    "prepayment_percent",
    "commitment_date",
)
PROFILE_FIELDS = (
    "consignee_id",
    "notify_party_id",
    "forwarder_id",
    "shipping_marks",
    "bill_type",
    "document_type_ids",
)


class SaleOrderVersionSnapshot(models.Model):
    """What a version keeps of its order that the buyer does not read."""

    _name = "sale.order"
    _inherit = ["sale.order", "foreign.trade.version.values.mixin"]

    @api.model
    def _version_draft_fields(self):
        """Names of the fields of the draft that a version keeps and restores."""
        return [*DRAFT_FIELDS, *PROFILE_FIELDS]

    def _prepare_version_values(self):
        """How the offer is accepted is part of it; see :meth:`_version_fingerprint`."""
        return super()._prepare_version_values() | {
            "require_signature": self.require_signature,
            "require_payment": self.require_payment,
            "prepayment_percent": self.prepayment_percent,
        }

    @api.model
    def _version_fingerprint(self, values, lines):
        """What is not unusual does not count: content known before these fields stays known."""
        values = dict(values)
        if values.get("require_signature"):
            del values["require_signature"]
        if not values.get("require_payment"):
            values.pop("require_payment", None)
            values.pop("prepayment_percent", None)
        return super()._version_fingerprint(values, lines)

    def _prepare_version_snapshot(self):
        """Values of a version that are kept but make no other content; called as superuser."""
        self.ensure_one()
        lines = self._get_version_lines().filtered(lambda line: not line.display_type)
        cost = sum(line._get_version_cost() for line in lines)
        return {
            "draft_values": self._plain_version_values(self._version_draft_fields()),
            "cost_amount": cost,
            "margin_amount": self.amount_untaxed - cost,
        }

    def _get_version_lines(self):
        """The lines that stand on a version, in its order; down payments are bookkeeping."""
        return self.order_line.filtered(lambda line: not line.is_downpayment)

    def _get_buyer_today(self):
        """The date where the buyer sits, else at the user's: his last day is his own."""
        self.ensure_one()
        partner = self.sudo().partner_id  # sudo: the portal reads no partners
        zone = partner.tz or country_zone(
            partner.country_id.code, partner.state_id.code, partner.phone or ""
        )
        if zone not in pytz.all_timezones_set:
            return fields.Date.context_today(self)
        return local_time(zone, datetime.now(pytz.utc)).date()
