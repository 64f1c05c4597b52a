from collections import defaultdict

from odoo import SUPERUSER_ID, api, models
from odoo.tools import SQL, ormcache

from ..tools import duplicate_keys

#: More hits than this say nothing about one buyer: a hotline's number, a group's domain.
NOISE = 20
NOISY_KINDS = ("phone", "domain")
STRONG_KINDS = ("email", "phone", "name")
COLUMNS = (
    ("email", "email_normalized"),
    ("phone", "phone_sanitized"),
    ("name", "duplicate_name"),
    ("domain", "duplicate_domain"),
    ("domain", "duplicate_website"),
)
#: rows that are read at once; more are a sign of a key that a multitude shares
MOST_ROWS = 200
#: keys from which on each is looked up on its own
MANY_KEYS = 40


class ForeignTradeDuplicateFinder(models.AbstractModel):
    """Finds leads, customers and contacts by the keys of :mod:`duplicate_keys`.

    One query for a whole batch, by index only. It answers as the superuser: who passes the answer
    on to a person must mask what that person may not read. Records of other companies are not
    found.
    """

    _name = "foreign.trade.duplicate.finder"
    _description = "Duplicate Finder"

    @api.model
    def _find_for_values(self, vals_list, model="crm.lead"):
        """Known records for values of leads (or of ``model``), before they are created.

        :return: for each of the values a list, best match first, of dicts with ``model``
            (``crm.lead`` or ``res.partner``), ``id``, ``keys`` (set of ``email``, ``phone``,
            ``name``, ``domain``: the last is weak, colleagues of one house share it),
            ``user_id`` (the owner, for a contact else its company's, or ``False``), ``active``
        """
        return self._search_keys([self._keys_of_values(vals, model) for vals in vals_list])

    @api.model
    def _find_within_values(self, vals_list, model="crm.lead"):
        """For each of the values the index of the first earlier ones of the same buyer, or None.

        Strong keys only: e-mail, phone, name. No query.
        """
        return self._find_within([self._keys_of_values(vals, model) for vals in vals_list])

    @api.model
    def _find_within_records(self, records):
        """The same for leads or partners."""
        return self._find_within([self._keys_of_record(record) for record in records])

    @api.model
    def _find_within(self, keys_list):
        return duplicate_keys.first_of_kind(
            [
                [(kind, key) for kind in STRONG_KINDS for key in keys[kind] if key]
                for keys in keys_list
            ]
        )

    @api.model
    def _find_for_records(self, records, models=("crm.lead", "res.partner")):
        """The same for leads or partners, saved or being typed; a record is no match of itself."""
        found = self._search_keys([self._keys_of_record(record) for record in records], models)
        return [
            [m for m in matches if (m["model"], m["id"]) != (record._name, record._origin.id)]
            for record, matches in zip(records, found, strict=True)
        ]

    @api.model
    def _keys_of_values(self, vals, model):
        lead = model == "crm.lead"
        email = vals.get("email_from" if lead else "email") or ""
        website = vals.get("website") or ""
        if lead:
            name = vals.get("partner_name")
        elif vals.get("is_company"):
            name = vals.get("name")
        else:
            name = not vals.get("parent_id") and vals.get("company_name")
        company = vals.get("company_id", self.env.company.id if lead else False)
        return {
            "email": {duplicate_keys.email_key(email)},
            "phone": {self._format_phone(vals.get("phone"), vals.get("country_id"))},
            "name": duplicate_keys.company_name_keys(name or ""),
            "domain": set(duplicate_keys.domain_keys(email, website)),
            "company": company or 0,
        }

    @api.model
    def _keys_of_record(self, record):
        name = record._get_duplicate_company_name()
        return {
            "email": {record.email_normalized},
            "phone": {record.phone_sanitized},
            "name": duplicate_keys.company_name_keys(name or ""),
            "domain": {record.duplicate_domain, record.duplicate_website},
            "company": record.company_id.id or 0,
        }

    @api.model
    def _format_phone(self, number, country_id):
        """E.164 as Odoo stores it in ``phone_sanitized``, ``False`` for what is no number."""
        if not number:
            return False
        code = self._get_country_codes().get(country_id) or self.env.company.country_id.code
        return duplicate_keys.phone_key(number, code or "")

    @api.model
    @ormcache()
    def _get_country_codes(self):
        # sudo: a table of countries
        countries = self.env["res.country"].sudo().search_fetch([("code", "!=", False)], ["code"])
        return {country.id: country.code for country in countries}

    @api.model
    def _search_keys(self, keys_list, models=("crm.lead", "res.partner")):
        """Matches for keys by kind; see :meth:`_find_for_values`."""
        wanted = _by_key(keys_list)
        found = [defaultdict(lambda: {"keys": set()}) for _keys in keys_list]
        if not any(wanted.values()):
            return [[] for _keys in keys_list]
        self._flush_searched(models)
        companies = {keys["company"] for keys in keys_list}
        rows = self._search_rows(wanted, models, companies)
        hits = self._assign_rows(rows, wanted, [keys["company"] for keys in keys_list])
        for (number, kind, model), records in hits.items():
            if kind in NOISY_KINDS and len(records) > NOISE:
                continue
            for id_, (user_id, active) in records.items():
                match = found[number][model, id_]
                match.update(model=model, id=id_, user_id=user_id or False, active=bool(active))
                match["keys"].add(kind)
        return [duplicate_keys.best_first(matches.values()) for matches in found]

    @api.model
    def _search_rows(self, wanted, models, companies):
        """Rows of :meth:`_search_part`, by index only, however large the tables are.

        For a few keys one scan of each table is the fastest. For many, and where a multitude
        shares a key, a few rows for each key are taken.
        """
        if sum(len(keys) for keys in wanted.values()) <= MANY_KEYS:
            rows = self.env.execute_query(self._search_query(wanted, models))
            if len(rows) <= MOST_ROWS:
                return rows
        return self.env.execute_query(self._search_few_query(wanted, models, companies))

    @api.model
    def _assign_rows(self, rows, wanted, companies):
        """Which rows are whose: ``{(number, kind, model): {id: (owner, active)}}``."""
        hits = defaultdict(dict)
        allowed = None if self.env.uid == SUPERUSER_ID else set(self.env.companies.ids)
        for model, id_, user_id, active, company_id, *values in rows:
            for (kind, _column), value in zip(COLUMNS, values, strict=True):
                for number in wanted[kind].get(value, ()):
                    asked = companies[number]
                    same = asked == company_id if asked else allowed is None
                    if not company_id or same or (not asked and company_id in allowed):
                        hits[number, kind, model][id_] = (user_id, active)
        return hits

    @api.model
    def _flush_searched(self, models):
        names = {*(column for _kind, column in COLUMNS), "user_id", "active", "company_id"}
        for model in models:
            self.env[model].flush_model(names)

    @api.model
    def _search_query(self, wanted, models):
        parts = []
        for model in models:
            having = SQL(" OR ").join(
                SQL("t.%s = ANY(%s)", SQL.identifier(column), list(wanted[kind]))
                for kind, column in COLUMNS
                if wanted[kind]
            )
            source = SQL.identifier(self.env[model]._table)
            parts.append(self._search_part(model, source, having, MOST_ROWS + 1))
        return SQL(" UNION ALL ").join(parts)

    @api.model
    def _search_few_query(self, wanted, models, companies):
        """A few rows for each key, each by the index of its column."""
        if 0 in companies and self.env.uid == SUPERUSER_ID:
            scope = SQL("TRUE")
        else:
            ids = list({*companies, *self.env.companies.ids})
            scope = SQL("(company_id IS NULL OR company_id = ANY(%s))", ids)
        parts = []
        for model in models:
            for kind, column in COLUMNS:
                if not wanted[kind]:
                    continue
                newest = SQL("ORDER BY id DESC") if column != "phone_sanitized" else SQL()
                source = SQL(
                    "unnest(%s::varchar[]) AS k(key) CROSS JOIN LATERAL"
                    " (SELECT * FROM %s WHERE %s = k.key AND %s %s LIMIT %s)",
                    list(wanted[kind]),
                    SQL.identifier(self.env[model]._table),
                    SQL.identifier(column),
                    scope,
                    newest,
                    NOISE + 2,
                )
                parts.append(self._search_part(model, source))
        return SQL(" UNION ALL ").join(parts)

    @api.model
    def _search_part(self, model, source, having=None, limit=None):
        """Rows of a table or a part of it: model, ID, owner, active, company, and the keys."""
        lead = model == "crm.lead"
        owner = SQL("t.user_id") if lead else SQL("COALESCE(c.user_id, t.user_id)")
        join = SQL("LEFT JOIN res_partner c ON c.id = t.commercial_partner_id")
        return SQL(
            "(SELECT %(model)s, t.id, %(owner)s, t.active, t.company_id, %(keys)s"
            " FROM %(source)s t %(join)s WHERE (%(having)s)%(customers)s%(limit)s)",
            model=model,
            owner=owner,
            keys=SQL(", ").join(SQL("t.%s", SQL.identifier(column)) for _kind, column in COLUMNS),
            source=source,
            join=SQL() if lead else join,
            having=having or SQL("TRUE"),
            # colleagues are no customers
            customers=SQL() if lead else SQL(" AND t.partner_share IS NOT FALSE"),
            limit=SQL(" LIMIT %s", limit) if limit else SQL(),
        )


def _by_key(keys_list):
    """``{kind: {key: [numbers of the items that have it]}}``"""
    wanted = {kind: defaultdict(list) for kind, _column in COLUMNS}
    for number, keys in enumerate(keys_list):
        for kind, found in wanted.items():
            for key in keys[kind]:
                if key:
                    found[key].append(number)
    return wanted
