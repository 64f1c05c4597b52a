{
    "name": "Foreign Trade CRM",
    "summary": "From the first inquiry to the money in the bank: inquiries, gated pipeline, "
    "quotation versions, proforma invoices and payment milestones for exporters",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Foreign Trade Suite",
    "license": "LGPL-3",
    "application": True,
    "depends": ["sale_crm", "sale_management", "stock_delivery", "sale_margin"],
    "external_dependencies": {"python": ["phonenumbers"]},
    "data": [
        # security
        "security/foreign_trade_groups.xml",
        "security/ir.model.access.csv",
        "security/foreign_trade_gate_security.xml",
        # data
        "data/foreign_trade_gallery_data.xml",
        # reports
        "report/trade_document_templates.xml",
        # views
        "views/foreign_trade_gate_rule_views.xml",
        "views/foreign_trade_gate_override_views.xml",
        "views/foreign_trade_gallery_views.xml",
        "views/crm_stage_views.xml",
        "views/crm_team_own_stages_views.xml",
        "views/crm_lead_gate_views.xml",
        "views/sale_order_gate_views.xml",
        # menus
        "views/foreign_trade_menus.xml",
    ],
    "demo": [],
    "assets": {
        "web.assets_backend": [
            "foreign_trade_crm/static/src/gate/**/*",
        ],
        "web.assets_tests": ["foreign_trade_crm/static/tests/tours/**/*"],
    },
}
