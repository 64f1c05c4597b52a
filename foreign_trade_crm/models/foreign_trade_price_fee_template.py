from odoo import Command, api, fields, models
from odoo.exceptions import ValidationError

from .foreign_trade_price_fee_mixin import FEE_FIELDS


class ForeignTradePriceFeeTemplate(models.Model):
    """A domestic fee as the company usually has it: every new price sheet takes it over."""

    _name = "foreign.trade.price.fee.template"
    _inherit = ("foreign.trade.price.fee.mixin",)
    _description = "Usual Domestic Fee"

    _order = "sequence, id"
    _rec_name = "kind"

    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
    )
    home_currency_id = fields.Many2one(related="company_id.currency_id", string="Home Currency")

    @api.constrains("rate", "days")
    def _check_figures(self):
        for name in ("rate", "days"):
            if any(fee[name] < 0 for fee in self):
                raise ValidationError(
                    self.env._(
                        "%(field)s: it must not be negative.",
                        field=self._fields[name].get_description(self.env)["string"],
                    )
                )

    def _prepare_fee_commands(self):
        """Commands for the fees of a new price sheet."""
        return [Command.create({name: fee[name] for name in FEE_FIELDS}) for fee in self]
