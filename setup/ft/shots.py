"""What ``setup/screenshots`` takes pictures of: which page, as whom."""

import dataclasses

REPRESENTATIVE = "li.na"
MANAGER = "chen.jing"
CLERK = "zhao.min"
FINANCE = "sun.hao"
CRM = "foreign_trade_crm."
SAMPLES = "foreign_trade_samples."
SHIPPING = "foreign_trade_shipping."
PICTURES = "foreign_trade_crm/static/description/"


@dataclasses.dataclass
class Shot:
    """One page of the web client.

    :param action: XML id of the action to open; without one, the home page
    :param model: with ``domain``, opens the first record found rather than the list
    :param view: view type to open the action in
    :param clicks: selectors to click one after the other
    :param ready: selector that tells the page is there
    :param docs: file in the repository this picture illustrates
    :param about: the action is about the record, it does not show it
    """

    name: str
    login: str
    action: str = ""
    model: str = ""
    domain: list | None = None
    order: str = "id desc"
    view: str = ""
    clicks: tuple = ()
    ready: str = ""
    docs: str = ""
    about: bool = False

    def address(self, session):
        """Path of the page on the server, for a user's session."""
        if not self.action:
            return "/odoo"
        path = f"/odoo/action-{self.action}"
        if self.model:
            records = session.call(
                self.model, "search", self.domain or [], limit=1, order=self.order
            )
            if self.about:
                return f"/odoo/{records[0]}/action-{self.action}"
            path += f"/{records[0]}" if records else "/new"
        return path + (f"?view_type={self.view}" if self.view else "")


ALL = [
    Shot("home", REPRESENTATIVE, ready=".o-mail-Discuss"),
    Shot("leads", REPRESENTATIVE, CRM + "crm_lead_action_foreign_trade"),
    Shot(
        "lead-form",
        REPRESENTATIVE,
        CRM + "crm_lead_action_foreign_trade",
        "crm.lead",
        [("type", "=", "lead"), ("channel_id", "!=", False)],
    ),
    Shot("pipeline", REPRESENTATIVE, "crm.action_your_pipeline", docs=PICTURES + "pipeline.png"),
    Shot(
        "opportunity-form",
        REPRESENTATIVE,
        "crm.action_your_pipeline",
        "crm.lead",
        [("type", "=", "opportunity"), ("quotation_version_ids", "!=", False)],
    ),
    Shot(
        "deal-won",
        REPRESENTATIVE,
        "crm.action_your_pipeline",
        "crm.lead",
        [("won_status", "=", "won"), ("order_ids.state", "=", "sale")],
    ),
    Shot("forecast", MANAGER, CRM + "foreign_trade_forecast_action"),
    Shot("forecast-graph", MANAGER, CRM + "foreign_trade_forecast_action", view="graph"),
    Shot("forecast-list", MANAGER, CRM + "foreign_trade_forecast_action", view="list"),
    Shot("won-and-lost", MANAGER, CRM + "crm_lead_closing_action"),
    Shot("competitors", MANAGER, CRM + "foreign_trade_competitor_action"),
    Shot("lead-pool", REPRESENTATIVE, CRM + "foreign_trade_pool_lead_action"),
    Shot("customer-pool", REPRESENTATIVE, CRM + "foreign_trade_pool_customer_action"),
    Shot("pool-policy", MANAGER, CRM + "foreign_trade_pool_policy_action"),
    Shot("contact-log", MANAGER, CRM + "foreign_trade_contact_log_action"),
    Shot("lead-import", REPRESENTATIVE, CRM + "foreign_trade_lead_import_action"),
    Shot("mail-patterns", MANAGER, CRM + "foreign_trade_mail_pattern_action"),
    Shot("target-customers", MANAGER, CRM + "foreign_trade_target_profile_action"),
    Shot("makeup-days", MANAGER, CRM + "foreign_trade_makeup_day_action"),
    Shot("mailbox", REPRESENTATIVE, CRM + "foreign_trade_mailbox_action"),
    Shot("price-sheets", MANAGER, CRM + "foreign_trade_price_sheet_action"),
    Shot("supplier-quotations", MANAGER, CRM + "foreign_trade_supplier_quotation_action"),
    Shot(
        "price-sheet-form",
        MANAGER,
        CRM + "foreign_trade_price_sheet_action",
        "foreign.trade.price.sheet",
    ),
    Shot("domestic-fees", MANAGER, CRM + "foreign_trade_price_fee_template_action"),
    Shot(
        "quotation-with-sheet",
        REPRESENTATIVE,
        "sale.action_orders",
        "sale.order",
        [("price_sheet_id", "!=", False)],
    ),
    Shot("merges", MANAGER, CRM + "foreign_trade_merge_log_action"),
    Shot(
        "customer-form",
        REPRESENTATIVE,
        "contacts.action_contacts",
        "res.partner",
        [("is_company", "=", True), ("child_ids.opportunity_ids", "!=", False)],
    ),
    Shot(
        "customer-view",
        REPRESENTATIVE,
        CRM + "foreign_trade_customer_view_action",
        "res.partner",
        [("is_company", "=", True), ("child_ids.sale_order_ids.state", "=", "sale")],
        "id",
        ready=".o_customer_header",
        about=True,
    ),
    Shot("inquiries", MANAGER, CRM + "foreign_trade_inquiry_action"),
    Shot("quotations", REPRESENTATIVE, "sale.action_quotations_with_onboarding"),
    Shot(
        "quotation-form",
        REPRESENTATIVE,
        "sale.action_orders",
        "sale.order",
        [("quotation_version_ids", "!=", False), ("state", "=", "sent")],
    ),
    Shot("versions", REPRESENTATIVE, CRM + "foreign_trade_quotation_version_action"),
    Shot(
        "version-form",
        REPRESENTATIVE,
        CRM + "foreign_trade_quotation_version_action",
        "foreign.trade.quotation.version",
        [],
    ),
    Shot("contracts", FINANCE, CRM + "foreign_trade_contract_action"),
    Shot(
        "contract-form",
        FINANCE,
        CRM + "foreign_trade_contract_action",
        "foreign.trade.contract",
        [("state", "=", "effective"), ("payment_state", "=", "partial")],
        clicks=(".o_notebook_headers a[name='payment_milestones']",),
        docs=PICTURES + "contract.png",
    ),
    Shot("payments-due", FINANCE, CRM + "foreign_trade_payment_milestone_action"),
    Shot(
        "order-form",
        CLERK,
        "sale.action_orders",
        "sale.order",
        [("state", "=", "sale"), ("contract_effective", "=", True)],
    ),
    Shot("approvals", MANAGER, CRM + "foreign_trade_approval_request_action"),
    Shot("deadlines", MANAGER, CRM + "foreign_trade_deadline_action"),
    Shot("ready-sets", MANAGER, CRM + "foreign_trade_gallery_action"),
    Shot("gate-rules", MANAGER, CRM + "foreign_trade_gate_rule_action"),
    Shot(
        "gate-rule-form",
        MANAGER,
        CRM + "foreign_trade_gate_rule_action",
        "foreign.trade.gate.rule",
        [("kind", "=", "related")],
    ),
    Shot("gate-overrides", MANAGER, CRM + "foreign_trade_gate_override_action"),
    Shot("channels", MANAGER, CRM + "foreign_trade_channel_action"),
    Shot(
        "channel-form",
        MANAGER,
        CRM + "foreign_trade_channel_action",
        "foreign.trade.channel",
        [],
    ),
    Shot("assignment-rules", MANAGER, CRM + "foreign_trade_assignment_rule_action"),
    Shot("approval-rules", MANAGER, CRM + "foreign_trade_approval_rule_action"),
    Shot("deadline-policies", MANAGER, CRM + "foreign_trade_deadline_policy_action"),
    Shot("payment-plans", MANAGER, CRM + "foreign_trade_payment_plan_action"),
    Shot("ports", MANAGER, CRM + "foreign_trade_port_action"),
    Shot("samples", REPRESENTATIVE, SAMPLES + "foreign_trade_sample_request_action"),
    Shot(
        "sample-form",
        REPRESENTATIVE,
        SAMPLES + "foreign_trade_sample_request_action",
        "foreign.trade.sample.request",
        [("state", "=", "dispatched")],
    ),
    Shot("shipments", CLERK, SHIPPING + "foreign_trade_shipment_action"),
    Shot(
        "shipment-form",
        CLERK,
        SHIPPING + "foreign_trade_shipment_action",
        "foreign.trade.shipment",
        [("mode", "=", "sea"), ("container_ids", "!=", False)],
    ),
    Shot("shipment-calendar", CLERK, SHIPPING + "foreign_trade_shipment_action", view="calendar"),
    Shot("containers", CLERK, SHIPPING + "foreign_trade_container_action"),
    Shot("settings", "zhou.wei", "base_setup.action_general_configuration"),
    Shot(
        "quotation-packing",
        REPRESENTATIVE,
        "sale.action_quotations_with_onboarding",
        "sale.order",
        [("carton_count", ">", 0), ("state", "in", ("draft", "sent"))],
        clicks=(".o_notebook_headers a[name='trade_packing']",),
        ready=".o_container_bar",
    ),
    Shot(
        "order-exchange",
        FINANCE,
        "sale.action_orders",
        "sale.order",
        [("state", "=", "sale"), ("trade_paid_home_amount", ">", 0)],
        clicks=(".o_notebook_headers a[name='foreign_trade']",),
        ready=".o_exchange_ladder",
    ),
    Shot(
        "product-packing",
        REPRESENTATIVE,
        "sale.product_template_action",
        "product.template",
        [("product_variant_ids.carton_pieces", ">", 0)],
        clicks=(".o_notebook_headers a[name='trade_packing']",),
        ready="[name='carton_length']",
    ),
    Shot("price-list", REPRESENTATIVE, CRM + "foreign_trade_price_list_action"),
    Shot("exchange-report", FINANCE, CRM + "foreign_trade_exchange_report_action"),
    Shot("customer-metrics", MANAGER, CRM + "foreign_trade_customer_metrics_action"),
    Shot(
        "customer-metrics-list",
        MANAGER,
        CRM + "foreign_trade_customer_metrics_action",
        view="list",
    ),
    Shot("overdue-to-reorder", MANAGER, CRM + "foreign_trade_customer_metrics_action_overdue"),
    Shot("segment-movement", MANAGER, CRM + "foreign_trade_segment_movement_action"),
    Shot(
        "metrics-policy",
        MANAGER,
        CRM + "foreign_trade_metrics_policy_action",
        "foreign.trade.metrics.policy",
    ),
]
