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
        # data
        # reports
        # views
        # menus
    ],
    "demo": [],
    "assets": {
        "web.assets_tests": ["foreign_trade_shipping/static/tests/tours/**/*"],
    },
}
