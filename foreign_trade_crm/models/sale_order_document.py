from odoo import api, fields, models

from ..tools.trade_document import trim_zeros


class SaleOrderDocument(models.Model):
    """How the quotation is printed: with pictures, in a second language, with the bank."""

    _inherit = "sale.order"

    show_pictures = fields.Boolean("Product Pictures", default=True, help="On the PDF.")
    second_lang = fields.Selection(
        selection="_selection_second_lang",
        string="Second Language",
        help="The PDF is written in the customer's language; here one adds a second one beside it.",
    )

    @api.model
    def _selection_second_lang(self):
        return self.env["res.lang"].get_installed()

    @api.model
    def _version_draft_fields(self):
        return [*super()._version_draft_fields(), "show_pictures", "second_lang"]

    def _prepare_version_values(self):
        """What is printed besides the terms; left out where nothing is, as for the profile."""
        values = super()._prepare_version_values()
        order = self.sudo()  # sudo: as for the other terms
        second = order.second_lang if order.second_lang != values["lang"] else False
        said = {
            "second_lang": second,
            "second_texts": second and order._prepare_second_texts(second, values),
            "bank_details": order._describe_bank(values["lang"]),
            "packing_summary": order._describe_packing(values["lang"]),
        }
        values |= {name: value for name, value in said.items() if value}
        return values | {"show_pictures": order.show_pictures}

    @api.model
    def _version_fingerprint(self, values, lines):
        """Pictures are how it is printed, not what is offered."""
        values = {name: value for name, value in values.items() if name != "show_pictures"}
        return super()._version_fingerprint(values, lines)

    def _prepare_second_texts(self, lang, values):
        """The wordings of the terms in the second language, where they differ."""
        order = self.with_context(lang=lang)
        plan = order.payment_plan_id
        texts = {
            "port_loading_name": order.port_loading_id.name,
            "port_discharge_name": order.port_discharge_id.name,
            "payment_terms": plan._describe(lang) if plan else order.payment_term_id.name,
            "documents_wanted": order.document_type_ids._describe(lang),
            "bank_details": order._describe_bank(lang),
            "packing_summary": order._describe_packing(lang),
        }
        return {name: text for name, text in texts.items() if text and text != values.get(name)}

    def _describe_packing(self, lang):
        """Cartons, volume and weights of the whole offer as printed; empty for none."""
        lines = self._get_version_lines().filtered("carton_count")
        if not lines:
            return False
        net, gross = (sum(lines.mapped(f"carton_total_{kind}_weight")) for kind in ("net", "gross"))
        return self.with_context(lang=lang).env._(
            "%(cartons)s cartons, %(volume)s m³, N.W. %(net)s kg, G.W. %(gross)s kg",
            cartons=sum(lines.mapped("carton_count")),
            volume=trim_zeros(f"{sum(lines.mapped('carton_total_volume')):,.3f}"),
            net=trim_zeros(f"{net:,.2f}"),
            gross=trim_zeros(f"{gross:,.2f}"),
        )

    def _get_bank_account(self):
        """The company's account for the currency of the order, else one for any currency."""
        self.ensure_one()
        # sudo: printed for the buyer; salespeople do not read bank accounts otherwise
        accounts = self.company_id.sudo().partner_id.bank_ids
        own = accounts.filtered(lambda account: account.currency_id == self.currency_id)
        return (own or accounts.filtered(lambda account: not account.currency_id))[:1]

    def _describe_bank(self, lang):
        """The bank account as printed, one line each; only on quotations of the export trade."""
        account = self._is_trade_quotation() and self._get_bank_account()
        if not account:
            return False
        env = self.with_context(lang=lang).env
        facts = [
            (env._("Beneficiary"), account.acc_holder_name or account.partner_id.name),
            (env._("Bank"), account.bank_id.name),
            (env._("SWIFT/BIC"), account.bank_id.bic),
            (env._("Account No."), account.acc_number),
        ]
        return "\n".join(f"{label}: {value}" for label, value in facts if value)
