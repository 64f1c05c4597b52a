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
        # data
        # reports
        "report/trade_document_templates.xml",
        # views
        # menus
        "views/foreign_trade_menus.xml",
    ],
    "demo": [],
    "assets": {
        "web.assets_backend": [],
        "web.assets_tests": ["foreign_trade_crm/static/tests/tours/**/*"],
    },
}
