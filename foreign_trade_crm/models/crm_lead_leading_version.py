from odoo import api, fields, models


class CrmLeadLeadingVersion(models.Model):
    """A deal is worth what its leading quotation says.

    The last version sent leads, until one is accepted; a salesman with several offers out on
    one deal may choose another.
    """

    _inherit = "crm.lead"

    leading_version_id = fields.Many2one(
        "foreign.trade.quotation.version",
        string="Leading Quotation",
        domain="[('opportunity_id', '=', id)]",
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The quotation version from which the amount of the deal follows.",
        prefetch="trade_details",
    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._follow_version(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._follow_version(vals))

    @api.model
    def _follow_version(self, vals):
        if not vals.get("leading_version_id"):
            return vals
        # sudo: who may choose the version may know what it amounts to
        versions = self.env["foreign.trade.quotation.version"].sudo()
        version = versions.browse(vals["leading_version_id"])
        return {
            **vals,
            "deal_amount": version.amount_untaxed,
            "deal_currency_id": version.currency_id.id,
        }

    def _lead_by_version(self, version):
        """A version went out or was accepted: it leads unless another offer is accepted."""
        for lead in self:
            current = lead.leading_version_id
            if (
                version.is_accepted
                or not current.is_accepted
                or current.order_id == version.order_id
            ):
                lead.leading_version_id = version

    def _merge_get_fields(self):
        return [*super()._merge_get_fields(), "leading_version_id"]
