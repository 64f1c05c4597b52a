"""What an exporter switches on in Odoo before the first day."""

FEATURES = [
    "crm.group_use_lead",
    "product.group_product_pricelist",
    "base.group_multi_currency",
    "uom.group_uom",
]


def switch_on(env):
    """Leads, pricelists, currencies and packagings for everybody."""
    everybody = env.ref("base.group_user")
    for feature in FEATURES:
        everybody._apply_group(env.ref(feature))
    # invented companies are not looked up at Odoo's enrichment service
    env["ir.config_parameter"].set_param("crm.iap.lead.enrich.setting", "manual")
