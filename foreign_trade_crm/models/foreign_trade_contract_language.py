from odoo import api, fields, models


class ForeignTradeContractLanguage(models.Model):
    """The language in which a document is printed, and what speaks it."""

    _inherit = "foreign.trade.contract"

    document_language = fields.Selection(
        [
            ("buyer", "The Buyer's"),
            ("en", "English"),
            ("zh", "Chinese"),
            ("both", "English and Chinese"),
        ],
        required=True,
        default="buyer",
        help="Two languages stand below each other on one document.",
    )

    @api.model
    def _own_printed_fields(self):
        return super()._own_printed_fields() | {"document_language"}

    @api.model_create_multi
    def create(self, vals_list):
        contracts = super().create(vals_list)
        contracts._speak_every_language()
        return contracts

    def _printed_text(self, name):
        """In another language than the quotation's as its order says it, where that is what the
        document says."""
        text = super()._printed_text(name)
        if not text or self.env.lang in (None, self.lang) or self._is_in_second_language():
            return text
        order = self.order_id.sudo()  # sudo: whoever prints the document prints its words
        if order._prepare_second_texts(self.lang, {}).get(name) != text:
            return text
        return order._prepare_second_texts(self.env.lang, {}).get(name) or text

    def _speak_every_language(self):
        """Milestones made from a plan say it as the plan does, whichever language is printed."""
        languages = [code for code, _label in self.env["res.lang"].get_installed()]
        for contract in self if len(languages) > 1 else ():
            lines = contract.payment_plan_id.line_ids.sorted("sequence")
            milestones = contract.payment_milestone_ids._in_order()
            if len(lines) == len(milestones):
                for milestone, line in zip(milestones, lines, strict=True):
                    names = {code: line.with_context(lang=code).name for code in languages}
                    if milestone.name in names.values():
                        milestone.update_field_translations("name", names)
