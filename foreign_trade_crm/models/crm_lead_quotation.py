from odoo import fields, models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    quotation_version_ids = fields.One2many(
        "foreign.trade.quotation.version", "opportunity_id", readonly=True, copy=False
    )
    contract_ids = fields.One2many(
        "foreign.trade.contract",
        "opportunity_id",
        "Proforma Invoices and Contracts",
        readonly=True,
        copy=False,
    )
