from odoo import api, models


class CrmLeadGateHelp(models.Model):
    """Helping actions of the ready gates: they open the very thing to do."""

    _inherit = "crm.lead"

    def _gate_help_contact(self):
        """The customer out of what the lead knows, or a contact of the company it has.

        :return: the action to open; ``False`` where the customer was made
        """
        self.ensure_one()
        if self.partner_id:
            company = self.partner_id.commercial_partner_id
            return self._prepare_gate_help_form(
                "res.partner",
                self.env._("Contact of %(company)s", company=company.display_name),
                {"default_parent_id": company.id, "default_type": "contact"},
            )
        if self.partner_name or self.contact_name:
            self.partner_id = self._create_customer()
            return False
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "message": self.env._("Choose the customer in this form, or enter a new one."),
            },
        }

    @api.model
    def _gate_help_methods(self):
        return {
            **super()._gate_help_methods(),
            "contract_ids": "_gate_help_contract",
            "order_ids": "_gate_help_quotation",
            "quotation_version_ids": "_gate_help_quotation",
            "requirement_line_ids": "_gate_help_requirement",
        }

    def _gate_help_quotation(self):
        """The open quotations of the deal, or a new one."""
        self.ensure_one()
        if self.order_ids.filtered_domain(self._get_action_view_sale_quotation_domain()):
            return self.action_view_sale_quotation()
        return self.action_sale_quotations_new()

    def _gate_help_contract(self):
        """The contracts of the deal; without one, the quotation it is made from."""
        self.ensure_one()
        if self.contract_ids:
            return self._gate_open_records("contract_ids")
        return self._gate_help_quotation()

    def _gate_help_requirement(self):
        """One more line of what the buyer asks for."""
        self.ensure_one()
        return self._prepare_gate_help_form(
            "foreign.trade.requirement.line",
            self.env._("What the Buyer Asks For"),
            {"default_lead_id": self.id, "default_currency_id": self.budget_currency_id.id},
        )

    def _prepare_gate_help_form(self, model, name, context):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [(False, "form")],
            "target": "new",
            "context": context,
        }
