from odoo import fields, models


class CrmLeadPlatform(models.Model):
    _inherit = "crm.lead"

    platform_reply_to = fields.Char(
        string="Answers Through the Platform",
        readonly=True,
        help="The platform hands on to the buyer what is sent to this address.",
        prefetch="trade_details",
    )

    def _merge_get_fields(self):
        return [*super()._merge_get_fields(), "platform_reply_to"]
