from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import SQL

CONTACT_FIELDS = (
    "contact_last_at",
    "contact_last_user_id",
    "contact_last_in_at",
    "contact_last_out_at",
)


class ForeignTradeContactMixin(models.AbstractModel):
    """When somebody of ours and the buyer last were in contact, and who it was.

    Whatever is contact calls :meth:`_register_contact`: messages both ways, calls and meetings
    done, logged contacts and filed mail. The figures only move forward: a mail that is filed
    late does not take them back. They are written past the ORM: neither history nor write date
    shows them. An adopter that many people save keeps them in a table of its own and overrides
    the fields and :meth:`_update_contact`.
    """

    _name = "foreign.trade.contact.mixin"
    _inherit = ["foreign.trade.contact.source"]
    _description = "Record With Last Contact"

    contact_last_at = fields.Datetime(
        string="Last Contact",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="Last message, call, meeting or visit, in either direction.",
        prefetch="trade_details",
    )
    contact_last_user_id = fields.Many2one(
        "res.users",
        string="Last Contact By",
        readonly=True,
        copy=False,
        groups="base.group_user",
        prefetch="trade_details",
    )
    contact_last_in_at = fields.Datetime(
        string="Last Heard From",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="When the buyer last wrote, called or met us.",
        prefetch="trade_details",
    )
    contact_last_out_at = fields.Datetime(
        string="Last Approached",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="When one of us last wrote to, called or met the buyer.",
        prefetch="trade_details",
    )

    def _register_contact(self, at=None, user=None, direction="out"):
        """Note contact with each of these records, in a constant number of queries.

        :param datetime at: naive UTC; default: now. A moment still to come counts as now
        :param user: who of us it was; default: the current user when a person wrote, nobody
            where the buyer did
        :param str direction: ``"out"``, ``"in"`` or ``"both"`` (a conversation)
        """
        if user is None and direction != "in" and self.env.user._is_internal():
            user = self.env.user
        user_id = user.id if user and user.id != SUPERUSER_ID else None
        at = at or fields.Datetime.now()
        self._register_contacts([(record.id, at, user_id, direction) for record in self])

    @api.model
    def _register_contacts(self, rows):
        """The same for contacts of different moments.

        :param rows: iterable of ``(record id, naive UTC moment, user id or None, direction)``
        """
        merged = self._merge_contact_rows(rows)
        if not merged:
            return
        self._update_contact(merged)
        records = self.browse(merged)
        records.invalidate_recordset(CONTACT_FIELDS, flush=False)
        records.modified(CONTACT_FIELDS)

    @api.model
    def _merge_contact_rows(self, rows):
        """``{record id: (user id, last in, last out)}``, the user being that of the latest."""
        now = fields.Datetime.now()
        merged = {}
        for record_id, moment, user_id, direction in sorted(rows, key=lambda row: row[1]):
            at = min(moment, now).replace(microsecond=0)
            last_user, last_in, last_out = merged.get(record_id, (None, None, None))
            merged[record_id] = (
                user_id or last_user,
                at if direction in ("in", "both") else last_in,
                at if direction in ("out", "both") else last_out,
            )
        return dict(sorted(merged.items()))

    @api.model
    def _get_last_heard(self, rows):
        """``{record id: when its buyer last wrote, called or met us}`` of these rows."""
        merged = self._merge_contact_rows(rows)
        return {
            record_id: last_in for record_id, (_user, last_in, _out) in merged.items() if last_in
        }

    @api.model
    def _update_contact(self, merged):
        """Write what :meth:`_merge_contact_rows` returned."""
        users, ins, outs = zip(*merged.values(), strict=True)
        self.env.cr.execute(
            SQL(
                """
                UPDATE %(table)s AS record
                   SET contact_last_user_id = CASE
                           WHEN record.contact_last_at >= GREATEST(row.in_at, row.out_at)
                           THEN record.contact_last_user_id
                           ELSE COALESCE(row.user_id, record.contact_last_user_id)
                       END,
                       contact_last_at = GREATEST(record.contact_last_at, row.in_at, row.out_at),
                       contact_last_in_at = GREATEST(record.contact_last_in_at, row.in_at),
                       contact_last_out_at = GREATEST(record.contact_last_out_at, row.out_at)
                  FROM unnest(%(ids)s::int[], %(users)s::int[], %(ins)s::timestamp[],
                              %(outs)s::timestamp[]) AS row(id, user_id, in_at, out_at)
                 WHERE record.id = row.id
                   AND (row.in_at > COALESCE(record.contact_last_in_at, '-infinity')
                        OR row.out_at > COALESCE(record.contact_last_out_at, '-infinity'))
                """,
                table=SQL.identifier(self._table),
                ids=list(merged),
                users=list(users),
                ins=list(ins),
                outs=list(outs),
            )
        )

    def _get_contact_rows(self):
        """These records' own figures as rows for :meth:`_register_contacts`."""
        rows = []
        for record in self:
            user_id = record.contact_last_user_id.id or None
            for moment, direction in (
                (record.contact_last_in_at, "in"),
                (record.contact_last_out_at, "out"),
            ):
                if moment:
                    latest = moment == record.contact_last_at
                    rows.append((record.id, moment, user_id if latest else None, direction))
        return rows
