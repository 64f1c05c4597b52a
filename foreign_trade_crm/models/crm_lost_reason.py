from odoo import fields, models


class CrmLostReason(models.Model):
    _inherit = "crm.lost.reason"

    note_required = fields.Boolean(
        "Needs Words", help="Whoever chooses it says more in the closing note."
    )
