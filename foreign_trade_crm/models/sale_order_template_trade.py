from odoo import api, fields, models


class SaleOrderTemplateTrade(models.Model):
    """A quotation template carries terms of the export trade as well.

    Its texts are translated; a quotation takes them in the language of its customer.
    """

    _inherit = "sale.order.template"

    incoterm_id = fields.Many2one("account.incoterms")
    incoterm_location = fields.Char("Named Place")
    port_loading_id = fields.Many2one("foreign.trade.port", "Port of Loading")
    payment_plan_id = fields.Many2one("foreign.trade.payment.plan", check_company=True)
    second_lang = fields.Selection(
        selection="_selection_second_lang",
        string="Second Language",
        help="The PDF is written in this language as well, beside the customer's.",
    )

    @api.model
    def _selection_second_lang(self):
        return self.env["res.lang"].get_installed()

    def _get_order_terms(self):
        """``{field of the order: value}`` of the terms that this template says."""
        self.ensure_one()
        terms = {
            "incoterm": self.incoterm_id,
            "incoterm_location": self.incoterm_location,
            "port_loading_id": self.port_loading_id,
            "payment_plan_id": self.payment_plan_id,
            "second_lang": self.second_lang,
        }
        return {name: value for name, value in terms.items() if value}
