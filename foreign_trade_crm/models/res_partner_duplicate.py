from odoo import models


class ResPartnerDuplicate(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "foreign.trade.duplicate.mixin"]

    _duplicate_name_sql = (
        "CASE WHEN is_company THEN name WHEN parent_id IS NULL THEN company_name END"
    )

    _duplicate_email_idx = models.Index("(email_normalized, id) WHERE email_normalized IS NOT NULL")
    _duplicate_phone_idx = models.Index("(phone_sanitized, id) WHERE phone_sanitized IS NOT NULL")
    _duplicate_domain_idx = models.Index(
        "(duplicate_domain, id) WHERE duplicate_domain IS NOT NULL"
    )
    _duplicate_website_idx = models.Index(
        "(duplicate_website, id) WHERE duplicate_website IS NOT NULL"
    )
    _duplicate_name_idx = models.Index("(duplicate_name, id) WHERE duplicate_name IS NOT NULL")

    def _duplicate_name_depends(self):
        return ["name", "is_company", "parent_id", "company_name"]

    def _get_duplicate_company_name(self):
        if self.is_company:
            return self.name
        return not self.parent_id and self.company_name

    def _get_duplicate_family_fields(self):
        return ["parent_id"]

    def _get_duplicate_family(self):
        return self._origin.commercial_partner_id | self.parent_id.commercial_partner_id

    def _get_duplicate_kind(self):
        return "customer" if self.is_company or not self.parent_id else "contact"

    def _is_mergeable_with(self, record):
        """A person is not merged into a company."""
        return super()._is_mergeable_with(record) and record.is_company == self.is_company
