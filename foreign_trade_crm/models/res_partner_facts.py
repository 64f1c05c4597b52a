from odoo import fields, models

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
        "foreign.trade.import.record", "partner_id", string="Import Records"
    )
    decision_role = fields.Selection(
        DECISION_ROLES, help="What the contact has to say when the company decides."
    )
