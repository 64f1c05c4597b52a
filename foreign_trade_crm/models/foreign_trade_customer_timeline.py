from datetime import datetime
from email.utils import parseaddr
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, html2plaintext

PAGE = 30
#: characters of a text that are read; a letter's quoted history is cut off
TEXT_READ, TEXT_SHOWN = 6000, 1500
MAX_ID = 2**31 - 1
#: what any row may have, and the type all branches of the union agree on
COLUMNS = {
    "kind": SQL("varchar"),
    "title": SQL("varchar"),
    "text": SQL("text"),
    "state": SQL("varchar"),
    "amount": SQL("numeric"),
    "currency_id": SQL("int4"),
    "user_id": SQL("int4"),
    "author_id": SQL("int4"),
    "who": SQL("varchar"),
    "direction": SQL("varchar"),
    "res_model": SQL("varchar"),
    "res_id": SQL("int4"),
}


class Source(NamedTuple):
    """Records of one model that stand in the time line.

    :param domain: those of the customer; what the reader may not read is left out besides
    :param at: names of the fields that say when, the first one that is set counts; a day
        counts as its noon, so that it is the same day in nearly every zone
    :param kinds: what they may be; several need a column ``kind``
    :param columns: names of fields, or SQL, by name of :data:`COLUMNS`
    """

    model: str
    domain: object
    at: tuple
    kinds: tuple
    columns: dict


class Page(NamedTuple):
    """What is asked for: these kinds, after this row of the time line (newest first)."""

    kinds: tuple
    cursor: tuple | None
    limit: int


class ForeignTradeCustomerTimeline(models.AbstractModel):
    """All that happened with a customer, newest first, as one SQL union with keyset paging.

    Modules add kinds of rows in :meth:`_get_sources` and their names in :meth:`_get_kinds`.
    Each branch is a search of its model by the reader, with rules of access and all, and reads
    one page at most: what a page costs does not grow with the history.
    """

    _name = "foreign.trade.customer.timeline"
    _description = "Time Line of a Customer"

    @api.model
    def _get_kinds(self):
        """``{kind: what the reader calls it}``, in the order of the filter."""
        return {}

    @api.model
    def _get_sources(self, customer):
        """``{name: Source}`` of what stands in the time line of this company."""
        return {}

    @api.model
    def _fetch_page(self, customer, kinds=None, cursor=None, limit=PAGE):
        """One page of rows, where the next one begins, and which kinds there may be.

        :param customer: a commercial partner that the user may read
        :param kinds: names from :meth:`_get_kinds`; all without
        :param cursor: what came as ``next`` with the page before
        :raises UserError: for a position that no page ever gave
        """
        page = Page(self._parse_kinds(kinds), self._parse_cursor(cursor), limit + 1)
        sources = self._get_sources(customer)
        selects = self._prepare_selects(customer, sources, page)
        rows = self._fetch_rows(selects, page) if selects else []
        shown = rows[:limit]
        last = shown[-1] if len(rows) > limit else None
        return {
            "entries": [self._prepare_entry(row, sources.get(row["source"])) for row in shown],
            "kinds": self._get_readable_kinds(sources),
            "next": last and self._format_cursor(last),
        }

    @api.model
    def _get_readable_kinds(self, sources):
        """Names of the kinds whose documents the user may read at all, as in :meth:`_get_kinds`."""
        readable = [one for one in sources.values() if self.env[one.model].has_access("read")]
        found = {kind for source in readable for kind in source.kinds}
        return [kind for kind in self._get_kinds() if kind in found]

    @api.model
    def _parse_kinds(self, kinds):
        known = self._get_kinds()
        if not kinds:
            return tuple(known)
        if not isinstance(kinds, (list, tuple)):
            raise UserError(self.env._("Kinds of events are given as a list of names."))
        return tuple(kind for kind in known if kind in kinds)

    @api.model
    def _parse_cursor(self, cursor):
        """``(moment, source, id)``; it comes from the client."""
        if not cursor:
            return None
        try:
            moment, source, record_id = cursor
            moment = datetime.fromisoformat(moment)
            valid = isinstance(source, str) and type(record_id) is int and moment.tzinfo is None
        except (TypeError, ValueError):
            valid = False
        if not valid or not 0 < record_id <= MAX_ID:
            raise UserError(self.env._("There is no such place in the time line."))
        return moment, source, record_id

    @api.model
    def _format_cursor(self, row):
        return [row["at"].isoformat(sep=" "), row["source"], row["id"]]

    @api.model
    def _prepare_selects(self, customer, sources, page):
        """One SELECT for each source that the user may read and that has kinds asked for."""
        selects = [
            self._prepare_select(name, source, page)
            for name, source in sources.items()
            if set(source.kinds) & set(page.kinds)
        ]
        return [select for select in selects if select]

    @api.model
    def _prepare_select(self, name, source, page):
        records = self.env[source.model].with_context(active_test=False)
        if not records.has_access("read"):
            return None
        query = records._search(source.domain)
        if query.is_empty():
            return None
        at = self._moment_to_sql(records, query, source.at)
        columns = {
            name: value
            if isinstance(value, SQL)
            else records._field_to_sql(query.table, value, query)
            for name, value in source.columns.items()
        }
        record_id = SQL.identifier(query.table, "id")
        columns = {"res_model": SQL("%s", source.model), "res_id": record_id, **columns}
        columns.setdefault("kind", SQL("%s", source.kinds[0]))
        query.add_where(SQL("%s IS NOT NULL", at))
        if len(source.kinds) > 1:
            query.add_where(SQL("%s = ANY(%s)", columns["kind"], list(page.kinds)))
        if page.cursor:
            query.add_where(self._cursor_to_sql(name, at, record_id, page.cursor))
        query.order = SQL("%s DESC, %s DESC", at, record_id)
        query.limit = page.limit
        return SQL("(%s)", query.select(*self._row_to_sql(name, at, record_id, columns)))

    @api.model
    def _moment_to_sql(self, records, query, names):
        moments = []
        for name in names:
            moment = records._field_to_sql(query.table, name, query)
            if records._fields[name].type == "date":
                moment = SQL("(%s::timestamp + interval '12 hours')", moment)
            moments.append(moment)
        return SQL("COALESCE(%s)", SQL(", ").join(moments)) if len(moments) > 1 else moments[0]

    @api.model
    def _cursor_to_sql(self, name, at, record_id, cursor):
        """The rows of this source that come after the cursor."""
        moment, source, last_id = cursor
        if name == source:
            return SQL("(%s, %s) < (%s, %s)", at, record_id, moment, last_id)
        return SQL("%s <= %s", at, moment) if name < source else SQL("%s < %s", at, moment)

    @api.model
    def _row_to_sql(self, name, at, record_id, columns):
        """The columns of one branch of the union, in their order."""
        yield SQL("%s::varchar AS source", name)
        yield SQL("%s AS id", record_id)
        yield SQL("%s AS at", at)
        for column, kind in COLUMNS.items():
            value = columns.get(column, SQL("NULL"))
            yield SQL("%s::%s AS %s", value, kind, SQL.identifier(column))

    @api.model
    def _fetch_rows(self, selects, page):
        """The newest of all branches, with the names of people, which are no secret."""
        return self.env.execute_query_dict(
            SQL(
                """
                SELECT entry.source, entry.id, entry.at, entry.kind, entry.title, entry.state,
                       left(entry.text, %(read)s) AS text, entry.amount, entry.currency_id,
                       entry.direction, entry.res_model, entry.res_id,
                       COALESCE(author.name, entry.who) AS who,
                       author.partner_share IS FALSE AS ours
                  FROM (%(union)s) AS entry
                  LEFT JOIN res_users AS person ON person.id = entry.user_id
                  LEFT JOIN res_partner AS author
                         ON author.id = COALESCE(entry.author_id, person.partner_id)
                 ORDER BY entry.at DESC, entry.source COLLATE "C" DESC, entry.id DESC
                 LIMIT %(limit)s
                """,
                read=TEXT_READ,
                union=SQL(" UNION ALL ").join(selects),
                limit=page.limit,
            )
        )

    @api.model
    def _prepare_entry(self, row, source):
        """What the web client shows of a row; ``source`` is None for messages."""
        entry = {name: value or False for name, value in row.items()}
        entry["key"] = f"{row['source']},{row['id']}"
        entry["at"] = fields.Datetime.to_string(row["at"])
        entry["amount"] = float(row["amount"]) if row["amount"] is not None else False
        entry["text"] = self._prepare_text(row, source)
        if "<" in (row["who"] or ""):  # a sender nobody knows
            entry["who"] = parseaddr(row["who"])[0] or row["who"]
        entry["state_label"] = entry["state"]
        entry["dated"] = False
        if source:
            known = self.env[source.model]._fields
            entry["dated"] = known[source.at[0]].type == "date"
            for column, name in source.columns.items():
                if isinstance(name, str) and known[name].type == "selection":
                    labels = dict(known[name]._description_selection(self.env))
                    shown = "state_label" if column == "state" else column
                    entry[shown] = labels.get(row[column], entry[column])
        return entry

    @api.model
    def _prepare_text(self, row, source):
        text = row["text"] or ""
        if not source:
            text = html2plaintext(text, include_references=False).replace("\n:", ":")
        return text.strip()[:TEXT_SHOWN]
