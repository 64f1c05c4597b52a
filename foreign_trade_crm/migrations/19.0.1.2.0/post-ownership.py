"""The history of owners says itself who did what and when: Odoo's own four columns are gone."""


def migrate(cr, version):
    cr.execute(
        """
        ALTER TABLE foreign_trade_ownership
            DROP COLUMN IF EXISTS create_uid,
            DROP COLUMN IF EXISTS create_date,
            DROP COLUMN IF EXISTS write_uid,
            DROP COLUMN IF EXISTS write_date
        """
    )
