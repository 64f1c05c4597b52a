from odoo import api, models


class ForeignTradeGalleryQualification(models.Model):
    """Ready set: what the checklist must say before a lead is converted."""

    _inherit = "foreign.trade.gallery"

    @api.model
    def _load_qualification_checklist(self):
        for sequence, (code, name, domain, message) in enumerate(
            self._get_checklist_gates(), start=2
        ):
            self._ensure_gate(
                f"gate_convert_{code}",
                {
                    "transition": "convert",
                    "sequence": 10 * sequence,
                    "name": name,
                    "kind": "domain",
                    "domain": domain,
                    "message": message,
                },
            )

    @api.model
    def _get_checklist_gates(self):
        """``[(code, name, domain, message)]``; an unknown budget does not stand in the way."""
        return [
            (
                "checklist_company",
                self.env._("Real company"),
                "[('qualification_company', '=', 'yes')]",
                self.env._("Make sure that the company exists and does this business."),
            ),
            (
                "checklist_country",
                self.env._("Country we serve"),
                "[('qualification_country', '=', 'yes')]",
                self.env._("Make sure that we may and want to sell in this country."),
            ),
            (
                "checklist_requirement",
                self.env._("Requirement is clear"),
                "[('qualification_requirement', '=', 'yes')]",
                self.env._("Find out product, quantity and specification."),
            ),
            (
                "checklist_product",
                self.env._("Product fits"),
                "[('qualification_product', '=', 'yes')]",
                self.env._("Make sure that we make the product or can have it made."),
            ),
            (
                "checklist_budget",
                self.env._("Budget is not out of reach"),
                "[('qualification_budget', '!=', 'no')]",
                self.env._("The buyer's budget does not fit: agree on another target first."),
            ),
        ]
