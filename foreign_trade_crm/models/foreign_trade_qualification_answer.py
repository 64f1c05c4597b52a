from odoo import fields, models

#: item of the checklist → field of the lead
QUALIFICATION_ITEMS = {
    "company": "qualification_company",
    "country": "qualification_country",
    "requirement": "qualification_requirement",
    "budget": "qualification_budget",
    "product": "qualification_product",
}
ANSWERS = [("yes", "Yes"), ("no", "No"), ("unknown", "Unknown")]


class ForeignTradeQualificationAnswer(models.Model):
    """Who answered an item of a lead's qualification checklist, when, and how. Only added to."""

    _name = "foreign.trade.qualification.answer"
    _inherit = ["foreign.trade.child.access.mixin"]
    _description = "Qualification Answer"
    _order = "answered_at desc, id desc"
    _access_parents = ("lead_id",)

    lead_id = fields.Many2one("crm.lead", required=True, index=True, ondelete="cascade")
    item = fields.Selection(
        [
            ("company", "Real company"),
            ("country", "Country we serve"),
            ("requirement", "Requirement clear"),
            ("budget", "Budget"),
            ("product", "Product fit"),
        ],
        required=True,
    )
    answer = fields.Selection(ANSWERS, required=True)
    user_id = fields.Many2one("res.users", "Answered By", required=True, index=False)
    answered_at = fields.Datetime("Answered On", required=True, default=fields.Datetime.now)
