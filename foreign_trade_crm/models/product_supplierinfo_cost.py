from odoo import api, fields, models
from odoo.fields import Domain

from .foreign_trade_cost_mixin import COST_GROUP


class ProductSupplierinfo(models.Model):
    """Odoo's vendor price is the quotation of a supplier: with its papers, and secret."""

    _name = "product.supplierinfo"
    _inherit = ["product.supplierinfo", "foreign.trade.cost.mixin"]
    # Odoo sorts by price as well, which would refuse the list to those who may not see it
    _order = "sequence, min_qty DESC, id"

    price = fields.Float(groups=COST_GROUP)
    price_discounted = fields.Float(groups=COST_GROUP)
    discount = fields.Float(groups=COST_GROUP)
    vat_included = fields.Boolean(
        "VAT Included",
        default=True,
        groups=COST_GROUP,
        help="Domestic suppliers usually quote with VAT; the export rebate is reckoned on it.",
    )
    quotation_reference = fields.Char(groups=COST_GROUP, help="The supplier's number of it.")
    attachment_ids = fields.Many2many(
        "ir.attachment",
        "foreign_trade_supplierinfo_attachment_rel",
        "supplierinfo_id",
        "attachment_id",
        "Quotation Papers",
        copy=False,
        groups=COST_GROUP,
    )
    is_expired = fields.Boolean(
        "Expired", compute="_compute_is_expired", search="_search_is_expired"
    )

    @api.model_create_multi
    def create(self, vals_list):
        quotations = super().create(vals_list)
        if any("attachment_ids" in vals for vals in vals_list):
            quotations._keep_papers()
        return quotations

    def write(self, vals):
        result = super().write(vals)
        if "attachment_ids" in vals:
            self._keep_papers()
        return result

    def _keep_papers(self):
        """Files uploaded before the quotation was saved belong to it, for colleagues to read."""
        for quotation in self.sudo():  # sudo: the uploader's own files alone are taken
            papers = quotation.attachment_ids.filtered(
                lambda paper: not paper.res_id and paper.create_uid == self.env.user
            )
            papers.write({"res_model": self._name, "res_id": quotation.id})

    @api.depends("date_end")
    def _compute_is_expired(self):
        today = fields.Date.context_today(self)
        for quotation in self:
            quotation.is_expired = bool(quotation.date_end and quotation.date_end < today)

    @api.model
    def _search_is_expired(self, operator, value):
        if operator != "in":
            return NotImplemented
        expired = Domain("date_end", "<", fields.Date.context_today(self))
        return Domain.OR(expired if one else ~expired for one in value)
