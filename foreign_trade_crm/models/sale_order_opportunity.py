from odoo import api, models


class SaleOrderOpportunity(models.Model):
    """What the buyer asked for goes into a quotation for the deal, through whatever door."""

    _inherit = "sale.order"

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(self._fill_from_opportunity(vals_list))

    @api.model
    def _fill_from_opportunity(self, vals_list):
        """The same values with terms and lines of their deals; what is given stays.

        The deal's terms come before the customer's trade profile, so they are filled in first.
        """
        context = self.env.context
        by_default = context.get("default_opportunity_id")
        ids = [vals.get("opportunity_id", by_default) for vals in vals_list]
        if not any(ids):
            return vals_list
        # a deal that the user may not read tells nothing about itself
        deals = self.env["crm.lead"].browse({deal_id for deal_id in ids if deal_id})
        deals = deals._filtered_access("read").grouped("id")
        filled = []
        for vals, deal_id in zip(vals_list, ids, strict=True):
            terms = deals[deal_id]._prepare_quotation_values() if deal_id in deals else {}
            terms = {
                name: value
                for name, value in terms.items()
                if value and name not in vals and f"default_{name}" not in context
            }
            filled.append({**vals, **terms})
        return filled

    @api.onchange("opportunity_id")
    def _onchange_opportunity_requirement(self):
        """A new quotation for a deal begins with what its buyer asked for."""
        lines = self.opportunity_id.requirement_line_ids
        if lines and not self.order_line:
            self.order_line = lines._prepare_quotation_commands()
