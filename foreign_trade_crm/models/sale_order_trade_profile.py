from odoo import api, fields, models
from odoo.fields import Domain

from .res_partner_trade_profile import BILL_TYPES


class SaleOrderTradeProfile(models.Model):
    """Every new quotation starts from the trade profile of its customer."""

    _name = "sale.order"
    _inherit = ["foreign.trade.profile.mixin", "sale.order"]

    _profile_source = "partner_id"

    consignee_id = fields.Many2one("res.partner", index="btree_not_null")
    notify_party_id = fields.Many2one("res.partner", index="btree_not_null")
    forwarder_id = fields.Many2one(
        "res.partner",
        index="btree_not_null",
        help="The freight forwarder that the customer wants us to ship with.",
    )
    shipping_marks = fields.Text(help="Printed on the cartons; N/M for no marks.")
    bill_type = fields.Selection(BILL_TYPES, "B/L Type")
    document_type_ids = fields.Many2many(
        "foreign.trade.document.type",
        "sale_order_trade_document_type_rel",
        string="Documents Wanted",
    )

    @api.onchange("partner_id")
    def _onchange_partner_trade_profile(self):
        self._apply_profile()

    @api.model
    def _profile_terms(self):
        return super()._profile_terms() | {
            "incoterm": "trade_incoterm_id",
            "incoterm_location": "trade_incoterm_location",
            "port_loading_id": "trade_port_loading_id",
            "port_discharge_id": "trade_port_discharge_id",
            "payment_plan_id": "trade_payment_plan_id",
            "bill_type": "trade_bill_type",
            "document_type_ids": "trade_document_type_ids",
        }

    @api.model
    def _profile_parties(self):
        return super()._profile_parties() | {
            "consignee_id": "trade_consignee_id",
            "notify_party_id": "trade_notify_party_id",
            "forwarder_id": "trade_forwarder_id",
            "shipping_marks": "trade_shipping_marks",
        }

    def _get_profile(self, source):
        return source.commercial_partner_id

    @api.model
    def _fetch_profiles(self, sources):
        sources._fetch_trade_profile()

    def _is_profile_wanted(self):
        return self.state in ("draft", "sent")

    @api.model
    def _prepare_profile_values(self, source):
        """Payment terms of another company stay out."""
        values = super()._prepare_profile_values(source)
        plan = self._get_profile(source).trade_payment_plan_id
        company = self[:1].company_id or self.env.company
        if plan.company_id and plan.company_id != company:
            values.pop("payment_plan_id", None)
        return values

    @api.depends("partner_id", "company_id")
    def _compute_pricelist_id(self):
        result = super()._compute_pricelist_id()
        pricelists = {}
        for order in self.filtered(lambda one: one.state == "draft"):
            customer = order.partner_id.commercial_partner_id
            currency = order._get_customer_currency()
            if not currency or order.pricelist_id.currency_id == currency:
                continue
            if customer.with_company(order.company_id).specific_property_product_pricelist:
                continue
            key = currency, order.company_id
            if key not in pricelists:
                pricelists[key] = order._find_pricelist_in(currency)
            order.pricelist_id = pricelists[key] or order.pricelist_id
        return result

    def _get_customer_currency(self):
        """Currency to quote in, empty for the one Odoo takes."""
        self.ensure_one()
        return self.partner_id.commercial_partner_id.trade_currency_id

    def _find_pricelist_in(self, currency):
        """The first price list in this currency that the company may use."""
        companies = [self.company_id.id, False]
        domain = Domain("currency_id", "=", currency.id) & Domain("company_id", "in", companies)
        # sudo: which price list there is, for whoever computes the order
        lists = self.env["product.pricelist"].sudo()
        return lists.search(domain, limit=1).with_env(self.env)
