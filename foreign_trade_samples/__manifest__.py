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
        "security/foreign_trade_sample_rules.xml",
        "security/foreign_trade_team_rules.xml",
        "security/foreign_trade_pool_rules.xml",
        # data
        "data/foreign_trade_courier_data.xml",
        "data/ir_sequence_data.xml",
        "data/mail_activity_type_data.xml",
        # reports
        # views
        "views/crm_lead_views.xml",
        "views/foreign_trade_courier_views.xml",
        "views/foreign_trade_sample_request_views.xml",
        # menus
        "views/foreign_trade_samples_menus.xml",
    ],
    "demo": ["demo/foreign_trade_demo.xml"],
}
