import logging

from odoo import api, fields, models
from odoo.tools import SQL, sql

from ..tools import duplicate_keys

_logger = logging.getLogger(__name__)

FILL_BATCH = 10_000
KEY_COLUMNS = ("duplicate_domain", "duplicate_website", "duplicate_name")


class ForeignTradeDuplicateMixin(models.AbstractModel):
    """Records that are found again by normalised keys, beside core's e-mail and phone.

    An adopter has ``email_normalized``, ``phone_sanitized`` and ``website``, says in
    :meth:`_get_duplicate_company_name` which company it is of, says the same of a row of its table
    in ``_duplicate_name_sql``, and indexes the keys.
    """

    _name = "foreign.trade.duplicate.mixin"
    _description = "Found by Duplicate Keys"

    _duplicate_name_sql = "NULL"

    duplicate_domain = fields.Char(
        string="Company Domain",
        compute="_compute_duplicate_keys",
        store=True,
        help="Domain of the e-mail address or the website; empty for free mail providers.",
        prefetch="trade_details",
    )
    duplicate_website = fields.Char(
        string="Website Domain",
        compute="_compute_duplicate_keys",
        store=True,
        help="Domain of the website where it is not that of the e-mail address.",
        prefetch="trade_details",
    )
    duplicate_name = fields.Char(
        string="Company Name Key",
        compute="_compute_duplicate_keys",
        store=True,
        help="The company's name without case, accents, punctuation and legal form.",
        prefetch="trade_details",
    )

    @api.depends(lambda self: ["email_normalized", "website", *self._duplicate_name_depends()])
    def _compute_duplicate_keys(self):
        for record in self:
            first, web = duplicate_keys.domain_keys(record.email_normalized, record.website)
            name = record._get_duplicate_company_name()
            record.duplicate_domain = first or False
            record.duplicate_website = web or False
            record.duplicate_name = duplicate_keys.company_name_key(name or "") or False

    def _duplicate_name_depends(self):
        """Fields that :meth:`_get_duplicate_company_name` reads."""
        return []

    def _get_duplicate_company_name(self):
        """Name of the company this record is of; empty for a person on its own."""
        return False

    def _auto_init(self):
        """Fill new key columns by batches: the ORM would take hours for a million rows."""
        cr = self.env.cr
        columns = sql.table_columns(cr, self._table)
        new = columns and "duplicate_name" not in columns
        if new:
            for column in KEY_COLUMNS:
                sql.create_column(cr, self._table, column, "VARCHAR")
        result = super()._auto_init()
        if new:
            self._fill_duplicate_keys()
        return result

    def _fill_duplicate_keys(self):
        last = 0
        while rows := self._fetch_for_keys(last):
            last = rows[-1][0]
            self._store_keys(rows)
            _logger.info("%s: duplicate keys up to ID %s", self._table, last)

    def _fetch_for_keys(self, last):
        """The next rows after an ID: ID, address, website, company name."""
        return self.env.execute_query(
            SQL(
                "SELECT id, email_normalized, website, %s FROM %s"
                " WHERE id > %s ORDER BY id LIMIT %s",
                SQL(self._duplicate_name_sql),
                SQL.identifier(self._table),
                last,
                FILL_BATCH,
            )
        )

    def _store_keys(self, rows):
        found = []
        for id_, email, website, name in rows:
            first, web = duplicate_keys.domain_keys(email, website)
            key = duplicate_keys.company_name_key(name or "")
            if first or key:
                found.append((id_, first or None, web or None, key or None))
        if not found:
            return
        ids, firsts, webs, names = map(list, zip(*found, strict=True))
        query = SQL(
            """
            UPDATE %s t
               SET duplicate_domain = k.domain, duplicate_website = k.web, duplicate_name = k.name
              FROM unnest(%s::int[], %s::varchar[], %s::varchar[], %s::varchar[])
                   AS k(id, domain, web, name)
             WHERE t.id = k.id
            """,
            SQL.identifier(self._table),
            ids,
            firsts,
            webs,
            names,
        )
        self.env.cr.execute(query)
