from odoo import api, fields, models

MANAGER = "foreign_trade_crm.group_sales_manager"
FINANCE = "foreign_trade_crm.group_finance"
GENERAL_MANAGER = "foreign_trade_crm.group_general_manager"
#: CNY from which the general manager agrees
LARGE_AMOUNT = 500000


class ForeignTradeGalleryApproval(models.Model):
    """Ready set: who agrees to quotations and contracts."""

    _inherit = "foreign.trade.gallery"

    @api.model
    def _load_approval_default(self):
        """Limits for quotations and the ladder by amount for contracts."""
        names = ("name", "moment", "level", "group_id", "measure", "operator", "threshold")
        for code, *figures in self._approval_rules():
            values = dict(zip(names, figures, strict=True))
            values["group_id"] = self.env.ref(values["group_id"]).id
            values["company_id"] = self.env.company.id
            self._ensure(f"approval_{code}", "foreign.trade.approval.rule", values)
        name = self.env._("Decide approvals within 48 hours")
        self._ensure_policy("approval", name, 48, 8, "all", "[]")

    @api.model
    def _approval_rules(self):
        """Code, name, moment, level, approving role, measure, operator, threshold."""
        return [*self._sending_approval_rules(), *self._issuing_approval_rules()]

    @api.model
    def _sending_approval_rules(self):
        """An ordinary quotation goes out at once; these break a rule."""
        send = "quotation_send"
        return [
            ("discount", self.env._("Discount above 10 %"), send, 1, MANAGER, "discount", "gt", 10),
            (
                "ceiling",
                self.env._("Discount over the customer tier's ceiling"),
                *(send, 1, MANAGER, "discount_over_ceiling", "gt", 0),
            ),
            (
                "floor",
                self.env._("Price under the floor"),
                *(send, 1, MANAGER, "below_floor", "ge", 0),
            ),
            ("margin", self.env._("Margin below 8 %"), send, 1, MANAGER, "margin_percent", "lt", 8),
            (
                "validity",
                self.env._("Valid over 60 days"),
                *(send, 1, MANAGER, "validity_days", "gt", 60),
            ),
            ("account", self.env._("Open account"), send, 2, FINANCE, "open_account", "ge", 0),
        ]

    @api.model
    def _issuing_approval_rules(self):
        """The ladder of proforma invoices and contracts, which confirming asks as well."""
        issue = "contract_issue"
        large = self._get_large_amount()
        name = self.env._("From %(amount)s", amount=f"{large:,.0f}")
        return [
            ("issue", self.env._("Every contract"), issue, 1, MANAGER, "always", "ge", 0),
            (
                "prepaid",
                self.env._("Terms are not prepaid"),
                *(issue, 2, FINANCE, "not_prepaid", "ge", 0),
            ),
            (
                "credit",
                self.env._("Credit limit exceeded"),
                *(issue, 2, FINANCE, "credit_over", "gt", 0),
            ),
            ("large", name, issue, 3, GENERAL_MANAGER, "amount", "ge", large),
        ]

    @api.model
    def _get_large_amount(self):
        """500,000 CNY in company currency, at two significant digits."""
        currency = self.env["res.currency"].with_context(active_test=False)
        yuan = currency.search([("name", "=", "CNY")], limit=1)
        company = self.env.company
        if not yuan or yuan == company.currency_id:
            return LARGE_AMOUNT
        today = fields.Date.context_today(self)
        amount = yuan._convert(LARGE_AMOUNT, company.currency_id, company, today, round=False)
        return float(f"{amount:.1e}")
