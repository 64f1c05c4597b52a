from odoo import api, models


class ForeignTradeGalleryQualification(models.Model):
    """Ready set: what the checklist must say before a lead is converted."""

    _inherit = "foreign.trade.gallery"

    @api.model
    def _load_qualification_checklist(self):
        gate = {"transition": "convert", "kind": "domain"}
        for number, (item, values) in enumerate(self._get_checklist_gates().items(), start=2):
            self._ensure_gate(
                f"gate_convert_checklist_{item}", {**gate, "sequence": 10 * number, **values}
            )

    @api.model
    def _get_checklist_gates(self):
        """Item → values of its rule. An unknown budget does not stand in the way."""
        return {
            "company": {
                "domain": "[('qualification_company', '=', 'yes')]",
                "name": self.env._("Real company"),
                "message": self.env._("Make sure that the company exists and does this business."),
            },
            "country": {
                "domain": "[('qualification_country', '=', 'yes')]",
                "name": self.env._("Country we serve"),
                "message": self.env._("Make sure that we may and want to sell in this country."),
            },
            "requirement": {
                "domain": "[('qualification_requirement', '=', 'yes')]",
                "name": self.env._("Requirement is clear"),
                "message": self.env._("Find out product, quantity and specification."),
            },
            "product": {
                "domain": "[('qualification_product', '=', 'yes')]",
                "name": self.env._("Product fits"),
                "message": self.env._("Make sure that we make the product or can have it made."),
            },
            "budget": {
                "domain": "[('qualification_budget', '!=', 'no')]",
                "name": self.env._("Budget is not out of reach"),
                "message": self.env._(
                    "The buyer's budget does not fit: agree on another target first."
                ),
            },
        }
