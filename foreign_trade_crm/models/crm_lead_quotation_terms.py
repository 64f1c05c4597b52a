from odoo import models


class CrmLeadQuotationTerms(models.Model):
    """A new quotation begins with what the buyer asked for."""

    _inherit = "crm.lead"

    def _prepare_opportunity_quotation_context(self):
        context = super()._prepare_opportunity_quotation_context()
        if self.incoterm_id:
            context["default_incoterm"] = self.incoterm_id.id
        if self.destination_port_id:
            context["default_port_discharge_id"] = self.destination_port_id.id
        return context

    def _prepare_quotation_values(self):
        """Values of a new quotation for this deal, those that it has."""
        self.ensure_one()
        return {
            "partner_id": self.partner_id.id,
            "incoterm": self.incoterm_id.id,
            "port_discharge_id": self.destination_port_id.id,
            "order_line": self.requirement_line_ids._prepare_quotation_commands(),
        }
