from odoo import fields, models
from odoo.fields import Domain

DECISION_ROLES = [
    ("decides", "Decides"),
    ("influences", "Influences the decision"),
    ("buys", "Handles the purchase"),
    ("uses", "Uses the product"),
    ("finance", "Pays"),
    ("gatekeeper", "Gatekeeper"),
]


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["foreign.trade.company.facts", "foreign.trade.local.time.mixin", "res.partner"]

    product_category_ids = fields.Many2many(
        "product.category",
        relation="res_partner_product_category_rel",
        string="Product Lines",
        help="Product categories the customer is interested in.",
    )
    import_record_ids = fields.One2many(
        "foreign.trade.import.record",
        "partner_id",
        string="Import Records",
        groups="sales_team.group_sale_salesman",
    )
    decision_role = fields.Selection(
        DECISION_ROLES,
        help="What the contact has to say when the company decides.",
        prefetch="trade_details",
    )

    def write(self, vals):
        result = super().write(vals)
        shared = set(self.env["crm.lead"]._shared_fact_fields())
        if names := {name for name in vals.keys() & shared if vals[name]}:
            self._tell_deals(names)
        return result

    def _tell_deals(self, names):
        """Running deals of these customers show the facts that were just noted here."""
        # sudo: a fact about a company holds in a colleague's deal with it as well
        deals = (
            self.env["crm.lead"]
            .sudo()
            .search(
                Domain("partner_id.commercial_partner_id", "in", self.ids)
                & Domain("type", "=", "opportunity")
                & Domain("won_status", "=", "pending")
            )
        )
        for deal in deals:
            customer = deal.partner_id.commercial_partner_id
            changed = customer._prepare_changed_facts(deal, names)
            if changed:
                deal.write(changed)
