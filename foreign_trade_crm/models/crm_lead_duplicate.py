from odoo import models


class CrmLeadDuplicate(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "foreign.trade.duplicate.mixin"]

    _duplicate_name_sql = "partner_name"

    # core's index on the address is for searching parts of it, and slow for a whole one
    _duplicate_email_idx = models.Index("(email_normalized, id) WHERE email_normalized IS NOT NULL")
    _duplicate_domain_idx = models.Index(
        "(duplicate_domain, id) WHERE duplicate_domain IS NOT NULL"
    )
    _duplicate_website_idx = models.Index(
        "(duplicate_website, id) WHERE duplicate_website IS NOT NULL"
    )
    _duplicate_name_idx = models.Index("(duplicate_name, id) WHERE duplicate_name IS NOT NULL")

    def _duplicate_name_depends(self):
        return ["partner_name"]

    def _get_duplicate_company_name(self):
        return self.partner_name
