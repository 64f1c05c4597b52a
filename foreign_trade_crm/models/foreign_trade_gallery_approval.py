from odoo import api, models

MANAGER = "foreign_trade_crm.group_sales_manager"
FINANCE = "foreign_trade_crm.group_finance"
ADMINISTRATOR = "foreign_trade_crm.group_administrator"


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

    @api.model
    def _approval_rules(self):
        """Code, name, moment, level, approving role, measure, operator, threshold."""
        send, issue = "quotation_send", "contract_issue"
        return [
            ("discount", self.env._("Discount above 10 %"), send, 1, MANAGER, "discount", "gt", 10),
            ("margin", self.env._("Margin below 8 %"), send, 1, MANAGER, "margin_percent", "lt", 8),
            (
                "validity",
                self.env._("Valid over 60 days"),
                send,
                1,
                MANAGER,
                "validity_days",
                "gt",
                60,
            ),
            ("account", self.env._("Open account"), send, 2, FINANCE, "open_account", "ge", 0),
            ("issue", self.env._("Every contract"), issue, 1, MANAGER, "always", "ge", 0),
            ("credit", self.env._("Open account"), issue, 2, FINANCE, "open_account", "ge", 0),
            ("large", self.env._("From 500,000"), issue, 3, ADMINISTRATOR, "amount", "ge", 500000),
        ]
