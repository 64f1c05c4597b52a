"""Indexes that nothing needs by now: Odoo keeps what it finds."""


def migrate(cr, version):
    cr.execute(
        """
        DROP INDEX IF EXISTS
            crm_lead__validity_index,
            foreign_trade_deadline__company_id_index,
            foreign_trade_deadline__policy_id_index
        """
    )
