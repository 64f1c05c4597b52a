from urllib.parse import quote

from odoo import api, fields, models
from odoo.exceptions import ValidationError

NUMBER_PLACEHOLDER = "{number}"


class ForeignTradeCourier(models.Model):
    """Who carries samples, and where a parcel of theirs is followed."""

    _name = "foreign.trade.courier"
    _description = "Courier"
    _order = "sequence, name"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    tracking_url = fields.Char(
        string="Tracking Link",
        help="Web address of the courier's tracking page, with {number} in place of the number.",
    )

    _name_uniq = models.Constraint("unique(name)", "There is a courier of this name already.")

    @api.constrains("tracking_url")
    def _check_tracking_url(self):
        for courier in self.filtered("tracking_url"):
            address = courier.tracking_url
            if NUMBER_PLACEHOLDER not in address or not address.startswith(("https://", "http://")):
                raise ValidationError(
                    self.env._(
                        "The tracking link of %(courier)s must start with https:// and contain "
                        "%(placeholder)s where the tracking number goes.",
                        courier=courier.name,
                        placeholder=NUMBER_PLACEHOLDER,
                    )
                )

    def _get_tracking_link(self, number):
        """Address that shows the parcel ``number``, or False where none is known."""
        if not (self.tracking_url and number):
            return False
        return self.tracking_url.replace(NUMBER_PLACEHOLDER, quote(number.strip(), safe=""))
