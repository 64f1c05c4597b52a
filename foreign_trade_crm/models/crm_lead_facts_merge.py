from odoo import models

from .foreign_trade_qualification_answer import QUALIFICATION_ITEMS

FIRST_WINS = [
    "industry_id",
    "business_type",
    "company_size",
    "purchase_frequency",
    "quality_level",
    "decision_role",
    "expected_purchase_date",
    "incoterm_id",
    "destination_port_id",
]


class CrmLeadFactsMerge(models.Model):
    """What a merge of leads keeps of requirement, company facts and qualification."""

    _inherit = "crm.lead"

    def _merge_get_fields(self):
        return super()._merge_get_fields() + FIRST_WINS

    def _merge_get_fields_specific(self):
        answers = dict.fromkeys(
            QUALIFICATION_ITEMS.values(), lambda fname, leads: leads._merge_answer(fname)
        )
        return {
            **super()._merge_get_fields_specific(),
            **answers,
            "certificate_ids": lambda fname, leads: [(6, 0, leads[fname].ids)],
            "certificate_asked_ids": lambda fname, leads: [(6, 0, leads[fname].ids)],
            "is_customer_only": lambda fname, leads: leads._merge_customer_only(),
            "main_competitors": lambda fname, leads: leads._merge_texts(fname),
            "budget_amount": lambda fname, leads: leads._merge_budget().budget_amount,
            "budget_currency_id": lambda fname, leads: leads._merge_budget().budget_currency_id.id,
        }

    def _merge_customer_only(self):
        """What is merged with a lead still open, or with a deal, is open."""
        return all(lead.is_customer_only for lead in self)

    def _merge_budget(self):
        """Amount and currency belong together."""
        return (self.filtered("budget_amount") or self)[:1]

    def _merge_answer(self, fname):
        """The latest answer that is not "unknown"; leads of equal standing keep their order."""
        known = self.filtered(lambda lead: lead[fname] in ("yes", "no"))
        if not known:
            return next((lead[fname] for lead in self if lead[fname]), False)
        given = {lead: (lead.qualification_answers or {}).get(fname, {}) for lead in known}
        return max(known, key=lambda lead: given[lead].get("at", ""))[fname]
