"""Indexes that other ones serve as well by now; Odoo keeps what it finds."""

NAMES = (
    "crm_lead__validity_index",
    "foreign_trade_deadline__company_id_index",
    "foreign_trade_deadline__policy_id_index",
)


def migrate(cr, version):
    for name in NAMES:
        cr.execute(f"DROP INDEX IF EXISTS {name}")
