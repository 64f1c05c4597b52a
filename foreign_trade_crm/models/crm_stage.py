from odoo import fields, models


class CrmStage(models.Model):
    _inherit = "crm.stage"

    gate_rule_ids = fields.One2many(
        "foreign.trade.gate.rule",
        "stage_id",
        string="Gates",
        groups="foreign_trade_crm.group_sales_manager",
    )
