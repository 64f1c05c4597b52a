"""The last contact moves from the partner to a table of its own, which no message locks."""


def migrate(cr, version):
    cr.execute(
        "SELECT FROM information_schema.columns WHERE table_schema = current_schema"
        " AND table_name = 'res_partner' AND column_name = 'contact_last_at'"
    )
    if not cr.rowcount:
        return
    cr.execute(
        """
        INSERT INTO foreign_trade_partner_contact (
                    partner_id, contact_last_at, contact_last_user_id, contact_last_in_at,
                    contact_last_out_at)
        SELECT id, contact_last_at, contact_last_user_id, contact_last_in_at, contact_last_out_at
          FROM res_partner WHERE contact_last_at IS NOT NULL
   ON CONFLICT DO NOTHING
        """
    )
    # the days without follow-up of customers that have an owner count on
    cr.execute(
        """
        UPDATE res_partner SET pool_counted_from = contact_last_at
         WHERE user_id IS NOT NULL AND active IS TRUE AND pool_since IS NULL
           AND commercial_partner_id = id
           AND contact_last_at > GREATEST(pool_counted_from, create_date)
        """
    )
    cr.execute(
        """
        ALTER TABLE res_partner
         DROP COLUMN contact_last_at, DROP COLUMN contact_last_user_id,
         DROP COLUMN contact_last_in_at, DROP COLUMN contact_last_out_at
        """
    )
