{
    "name": "Foreign Trade Shipping",
    "summary": "Order execution, shipments, containers, export documents and "
    "bill of lading release",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Foreign Trade Suite",
    "license": "LGPL-3",
    "depends": ["foreign_trade_crm"],
    "data": [
        # security
        "security/ir.model.access.csv",
        "security/foreign_trade_shipping_rules.xml",
        "security/foreign_trade_team_rules.xml",
        "security/foreign_trade_pool_rules.xml",
        # data
        "data/foreign_trade_milestone_template_data.xml",
        "data/ir_sequence_data.xml",
        # reports
        # views
        "views/foreign_trade_container_views.xml",
        "views/foreign_trade_milestone_template_views.xml",
        "views/foreign_trade_shipment_views.xml",
        "views/sale_order_views.xml",
        # menus
        "views/foreign_trade_shipping_menus.xml",
    ],
    "demo": ["demo/foreign_trade_demo.xml"],
}
