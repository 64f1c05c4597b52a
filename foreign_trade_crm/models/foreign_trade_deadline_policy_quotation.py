from odoo import api, fields, models

REPLY, REPLY_AGAIN, VALIDITY = "quotation_reply", "quotation_reply_again", "quotation_validity"
QUOTATION_CODES = (REPLY, REPLY_AGAIN, VALIDITY)


class ForeignTradeDeadlinePolicyQuotation(models.Model):
    """Deadlines of a quotation that was sent."""

    _inherit = "foreign.trade.deadline.policy"

    code = fields.Selection(
        selection_add=[
            (REPLY, "The buyer answers a quotation"),
            (REPLY_AGAIN, "The buyer answers a quotation, second reminder"),
            (VALIDITY, "A quotation is accepted before it expires"),
        ],
        ondelete=dict.fromkeys(QUOTATION_CODES, "cascade"),
    )

    @api.model
    def _code_models(self):
        return super()._code_models() | dict.fromkeys(QUOTATION_CODES, "sale.order")

    @api.model
    def _get_short_labels(self):
        return super()._get_short_labels() | {
            REPLY: self.env._("Reply"),
            REPLY_AGAIN: self.env._("Reply"),
            VALIDITY: self.env._("Validity"),
        }
