from odoo import api, fields, models

from .res_partner_facts import DECISION_ROLES


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["foreign.trade.company.facts", "foreign.trade.local.time.mixin", "crm.lead"]

    industry_id = fields.Many2one("res.partner.industry", prefetch="trade_details")
    import_record_ids = fields.One2many(
        "foreign.trade.import.record", "lead_id", string="Import Records"
    )
    decision_role = fields.Selection(
        DECISION_ROLES,
        help="What the contact has to say when the company decides.",
        prefetch="trade_details",
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_own_import_records(self):
        """Proofs that no customer has go with the lead."""
        # sudo: whoever may delete the lead may delete what hangs on it alone
        self.sudo().import_record_ids.filtered(lambda record: not record.partner_id).unlink()
