from odoo import api, fields, models


class CrmLeadRequirement(models.Model):
    """What the buyer wants, for how much, by when and where to."""

    _inherit = "crm.lead"

    requirement_line_ids = fields.One2many(
        "foreign.trade.requirement.line", "lead_id", string="Requirement"
    )
    budget_amount = fields.Monetary(
        "Budget", currency_field="budget_currency_id", prefetch="trade_details"
    )
    budget_currency_id = fields.Many2one(
        "res.currency", "Currency of the Budget", prefetch="trade_details"
    )
    expected_purchase_date = fields.Date(
        "Expected Purchase",
        help="When the buyer means to place the order.",
        prefetch="trade_details",
    )
    incoterm_id = fields.Many2one("account.incoterms", prefetch="trade_details")
    destination_port_id = fields.Many2one(
        "foreign.trade.port", "Port of Destination", prefetch="trade_details"
    )
    certificate_asked_ids = fields.Many2many(
        "foreign.trade.certificate",
        relation="crm_lead_certificate_asked_rel",
        string="Certificates Asked For",
    )

    @api.onchange("budget_amount")
    def _onchange_budget_amount(self):
        if self.budget_amount and not self.budget_currency_id:
            self.budget_currency_id = self._get_price_currency()

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        if any(vals.get("budget_amount") for vals in vals_list):
            leads._complete_budget_currency()
        return leads

    def write(self, vals):
        result = super().write(vals)
        if vals.get("budget_amount") or "budget_currency_id" in vals:
            self._complete_budget_currency()
        return result

    def _complete_budget_currency(self):
        """A budget names its currency, through whatever door it comes."""
        for lead in self:
            if lead.budget_amount and not lead.budget_currency_id:
                lead.budget_currency_id = lead._get_price_currency()

    def _get_price_currency(self):
        """Currency in which buyers are assumed to talk: the customer's, the dollar, else ours."""
        # sudo: the customer may be out of the user's reach, its currency is no secret
        customer = self.sudo().partner_id.property_product_pricelist.currency_id
        dollar = self.env.ref("base.USD", raise_if_not_found=False)
        company = self.company_id or self.env.company
        return customer or (dollar if dollar and dollar.active else company.currency_id)
