from odoo import api, models

#: what a deal may want another way than its customer in general
OWN_OF_THE_DEAL = ("product_category_ids",)


class CrmLeadCustomerFacts(models.Model):
    """One truth about a company: the deal shows its customer's facts, and tells it new ones.

    A lead only takes over what a known customer's record says. Its own word counts from
    conversion on, where it fills what the customer's record does not know.
    """

    _inherit = "crm.lead"

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        if any(vals.get("partner_id") for vals in vals_list):
            leads._take_facts_from_customer()
        return leads

    def write(self, vals):
        result = super().write(vals)
        if vals.get("partner_id"):
            self._take_facts_from_customer()
        if names := vals.keys() & set(self._shared_fact_fields()):
            self._tell_customer(names)
        return result

    @api.model
    def _shared_fact_fields(self):
        return [name for name in self._company_fact_fields() if name not in OWN_OF_THE_DEAL]

    def _take_facts_from_customer(self):
        """Fill what a lead does not know from its customer."""
        names = self._shared_fact_fields()
        result = True
        for lead in self.filtered("partner_id"):
            customer = lead._get_reachable_customer("read")
            values = customer and customer._prepare_company_facts(lead, names)
            if values:
                result = super(CrmLeadCustomerFacts, lead).write(values)
        return result

    def _share_facts_with_customer(self):
        """On conversion: the customer learns what it does not know, proofs go along."""
        for lead in self.filtered("partner_id"):
            customer, contact = lead._get_reachable_customer("write"), lead.partner_id
            if not customer or not contact.has_access("write"):
                continue  # a colleague's customer is not told anything
            values = lead._prepare_company_facts(customer)
            if values:
                customer.write(values)
            if lead.decision_role and not contact.is_company and not contact.decision_role:
                contact.decision_role = lead.decision_role
            lead.import_record_ids.filtered(lambda one: not one.partner_id).partner_id = customer

    def _tell_customer(self, names):
        """What somebody notes about the company on a deal stands on the customer too."""
        for lead in self:
            if lead.type != "opportunity":
                continue
            customer = lead._get_reachable_customer("write")
            changed = customer and lead._prepare_changed_facts(customer, names)
            if changed:
                customer.write(changed)

    def _get_reachable_customer(self, operation):
        """The customer's company where the user may do that to it, else empty."""
        self.ensure_one()
        # sudo: a customer out of reach is no obstacle to work on the deal
        customer = self.sudo().partner_id.commercial_partner_id.with_env(self.env)
        return customer if customer and customer.has_access(operation) else customer.browse()
