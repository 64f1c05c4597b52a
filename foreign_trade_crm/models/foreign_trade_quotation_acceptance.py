from odoo import api, fields, models


class ForeignTradeQuotationAcceptance(models.Model):
    """That a buyer accepted a version: who, how and when. The version itself stays frozen."""

    _name = "foreign.trade.quotation.acceptance"
    _description = "Quotation Acceptance"
    _order = "accepted_on desc, id desc"

    version_id = fields.Many2one(
        "foreign.trade.quotation.version", required=True, index=True, ondelete="cascade"
    )
    order_id = fields.Many2one(related="version_id.order_id")
    accepted_on = fields.Date(required=True, default=fields.Date.context_today)
    accepted_by_id = fields.Many2one("res.partner", ondelete="set null")
    method = fields.Selection(
        [
            ("email", "E-mail"),
            ("purchase_order", "Purchase Order"),
            ("countersigned", "Countersigned Proforma Invoice"),
            ("portal", "Signature on the Portal"),
            ("other", "Other"),
        ],
        "How",
        required=True,
        default="email",
    )
    note = fields.Char("Reference")
    user_id = fields.Many2one(
        "res.users", "Recorded By", default=lambda self: self.env.uid, readonly=True
    )

    @api.model_create_multi
    def create(self, vals_list):
        acceptances = super().create([{**vals, "user_id": self.env.uid} for vals in vals_list])
        for acceptance in acceptances:
            acceptance.version_id.order_id._set_accepted_version(acceptance.version_id)
        return acceptances
