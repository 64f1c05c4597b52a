from odoo import api, fields, models
from odoo.tools import SQL

#: moves the figures of many partners forward; a row that would not change is not written
ADVANCE = """
    INSERT INTO foreign_trade_partner_contact AS record (
                partner_id, contact_last_user_id, contact_last_at,
                contact_last_in_at, contact_last_out_at)
    SELECT row.id, row.user_id, GREATEST(row.in_at, row.out_at), row.in_at, row.out_at
      FROM unnest(%(ids)s::int[], %(users)s::int[], %(ins)s::timestamp[],
                  %(outs)s::timestamp[]) AS row(id, user_id, in_at, out_at)
     WHERE EXISTS (SELECT FROM res_partner partner WHERE partner.id = row.id)
    ON CONFLICT (partner_id) DO UPDATE
       SET contact_last_user_id = CASE
               WHEN record.contact_last_at >= EXCLUDED.contact_last_at
               THEN record.contact_last_user_id
               ELSE COALESCE(
                   EXCLUDED.contact_last_user_id, record.contact_last_user_id)
           END,
           contact_last_at = GREATEST(
               record.contact_last_at, EXCLUDED.contact_last_at),
           contact_last_in_at = GREATEST(
               record.contact_last_in_at, EXCLUDED.contact_last_in_at),
           contact_last_out_at = GREATEST(
               record.contact_last_out_at, EXCLUDED.contact_last_out_at)
     WHERE EXCLUDED.contact_last_in_at
           > COALESCE(record.contact_last_in_at, '-infinity')
        OR EXCLUDED.contact_last_out_at
           > COALESCE(record.contact_last_out_at, '-infinity')
"""


class ForeignTradePartnerContact(models.Model):
    """When somebody of ours and a customer last were in contact: one row for each partner.

    It stands apart from the partner, so that no message locks a customer that a colleague is
    saving. Written in SQL alone; read through the partner's fields of the same names.
    """

    _name = "foreign.trade.partner.contact"
    _description = "Last Contact With a Partner"
    _rec_name = "partner_id"
    _log_access = False

    partner_id = fields.Many2one("res.partner", required=True, readonly=True, ondelete="cascade")
    contact_last_at = fields.Datetime("Last Contact", readonly=True, index=True)
    contact_last_user_id = fields.Many2one(
        "res.users", "Last Contact By", readonly=True, index="btree_not_null", ondelete="set null"
    )
    contact_last_in_at = fields.Datetime("Last Heard From", readonly=True)
    contact_last_out_at = fields.Datetime("Last Approached", readonly=True)

    _partner_uniq = models.UniqueIndex("(partner_id)", "A partner has one row.")

    @api.model
    def _update(self, merged):
        """Move the figures forward, never back; one statement for any number of partners.

        :param dict merged: ``{partner id: (user id, last in, last out)}``, naive UTC
        """
        users, ins, outs = zip(*merged.values(), strict=True)
        self.env.cr.execute(
            SQL(
                ADVANCE,
                ids=list(merged),
                users=list(users),
                ins=list(ins),
                outs=list(outs),
            )
        )
        self.invalidate_model(flush=False)
