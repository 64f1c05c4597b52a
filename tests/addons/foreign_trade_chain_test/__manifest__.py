{
    "name": "Foreign Trade: tours of the chain",
    "summary": "Browser tests that need all three modules; never installed in production",
    "version": "19.0.1.0.0",
    "category": "Hidden/Tests",
    "author": "Foreign trade suite contributors",
    "license": "LGPL-3",
    "depends": ["foreign_trade_samples", "foreign_trade_shipping"],
    "assets": {"web.assets_tests": ["foreign_trade_chain_test/static/tests/tours/**/*"]},
}
