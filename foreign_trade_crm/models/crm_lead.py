from odoo import fields, models

#: whoever may read inquiries
INQUIRY_GROUPS = "foreign_trade_crm.group_sales_representative,foreign_trade_crm.group_clerk"


class CrmLead(models.Model):
    _inherit = "crm.lead"

    channel_id = fields.Many2one(
        "foreign.trade.channel",
        index="btree_not_null",
        check_company=True,
        prefetch="trade_details",
    )
    inquiry_ids = fields.One2many(
        "foreign.trade.inquiry", "lead_id", string="Inquiries", groups=INQUIRY_GROUPS
    )
    product_category_ids = fields.Many2many(
        "product.category",
        relation="crm_lead_product_category_rel",
        string="Product Lines",
        help="Product categories the buyer is interested in.",
    )
    main_objection = fields.Text(
        help="What keeps the buyer from ordering: price, lead time …", prefetch="trade_details"
    )
    inquiry_count = fields.Integer(compute="_compute_inquiry_count", groups=INQUIRY_GROUPS)

    def _compute_inquiry_count(self):
        counts = dict(
            self.env["foreign.trade.inquiry"]._read_group(
                [("lead_id", "in", self.ids)], ["lead_id"], ["__count"]
            )
        )
        for lead in self:
            lead.inquiry_count = counts.get(lead, 0)

    def action_view_inquiries(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "foreign_trade_crm.foreign_trade_inquiry_action"
        )
        return {**action, "domain": [("lead_id", "=", self.id)], "context": {}}
