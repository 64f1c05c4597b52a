{
    "name": "Foreign Trade Samples",
    "summary": "Sample requests, rounds, dispatch and feedback, tied to the opportunity",
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
        "web.assets_tests": ["foreign_trade_samples/static/tests/tours/**/*"],
    },
}
