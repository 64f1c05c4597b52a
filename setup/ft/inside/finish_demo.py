# Fed to Odoo's shell: makes the demonstration users able to log in, prepares assets.
OURS = ("foreign_trade_crm", "foreign_trade_samples", "foreign_trade_shipping")

known = env["ir.model.data"].search([("model", "=", "res.users"), ("module", "in", OURS)])  # noqa: F821
for user in env["res.users"].browse(known.mapped("res_id")).exists():  # noqa: F821
    user.password = user.login
env["ir.qweb"]._pregenerate_assets_bundles()  # noqa: F821
env.cr.commit()  # noqa: F821
