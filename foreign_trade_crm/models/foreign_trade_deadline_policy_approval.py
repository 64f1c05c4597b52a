from odoo import api, fields, models

REQUEST = "foreign.trade.approval.request"


class ForeignTradeDeadlinePolicyApproval(models.Model):
    _inherit = "foreign.trade.deadline.policy"

    code = fields.Selection(
        selection_add=[("approval", "Approval is decided")], ondelete={"approval": "cascade"}
    )

    @api.model
    def _code_models(self):
        return super()._code_models() | {"approval": REQUEST}

    @api.model
    def _get_short_labels(self):
        return super()._get_short_labels() | {"approval": self.env._("Decide")}
