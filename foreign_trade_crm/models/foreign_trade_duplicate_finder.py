from collections import defaultdict

from odoo import SUPERUSER_ID, api, models
from odoo.tools import SQL, email_normalize, ormcache

from ..tools import duplicate_keys

#: More hits than this say nothing about one buyer: a hotline's number, a group's domain.
NOISE = 20
NOISY_KINDS = ("phone", "domain")
STRONG_KINDS = ("email", "phone", "name")
COLUMNS = {
    "email": ("email_normalized",),
    "phone": ("phone_sanitized",),
    "name": ("duplicate_name",),
    "domain": ("duplicate_domain", "duplicate_website"),
}


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
        keys_list = [self._keys_of_values(vals, model) for vals in vals_list]
        return duplicate_keys.first_of_kind(
            [
                [(kind, key) for kind in STRONG_KINDS for key in keys[kind] if key]
                for keys in keys_list
            ]
        )

    @api.model
    def _find_for_records(self, records):
        """The same for leads or partners, saved or being typed; a record is no match of itself."""
        found = self._search_keys([self._keys_of_record(record) for record in records])
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
            "email": {email_normalize(email, strict=False)} if email else set(),
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
    def _search_keys(self, keys_list):
        """Matches for keys by kind, in one query; see :meth:`_find_for_values`."""
        query = self._search_query(keys_list)
        found = [defaultdict(lambda: {"keys": set()}) for _keys in keys_list]
        if query is None:
            return [[] for _keys in keys_list]
        self._flush_searched()
        for (number, kind, model), rows in _grouped(self.env.execute_query(query)).items():
            if kind in NOISY_KINDS and len(rows) > NOISE:
                continue
            for id_, user_id, active in rows:
                match = found[number][model, id_]
                match.update(model=model, id=id_, user_id=user_id or False, active=bool(active))
                match["keys"].add(kind)
        return [duplicate_keys.best_first(matches.values()) for matches in found]

    @api.model
    def _flush_searched(self):
        names = {column for columns in COLUMNS.values() for column in columns}
        self.env["crm.lead"].flush_model({*names, "user_id", "active", "company_id"})
        self.env["res.partner"].flush_model({*names, "user_id", "active", "company_id"})

    @api.model
    def _search_query(self, keys_list):
        parts = []
        for kind, columns in COLUMNS.items():
            wanted = [
                (number, key, keys["company"])
                for number, keys in enumerate(keys_list)
                for key in keys[kind]
                if key
            ]
            if not wanted:
                continue
            for column in columns:
                parts.append(self._search_part(wanted, kind, column, "crm.lead"))
                parts.append(self._search_part(wanted, kind, column, "res.partner"))
        return SQL(" UNION ALL ").join(parts) if parts else None

    @api.model
    def _search_part(self, wanted, kind, column, model):
        """Rows of one table that have a key in one column, a few for each key by its index."""
        lead = model == "crm.lead"
        numbers, keys, companies = map(list, zip(*wanted, strict=True))
        owner = SQL("m.user_id") if lead else SQL("COALESCE(m.user_id, c.user_id)")
        join = SQL("LEFT JOIN res_partner c ON c.id = m.commercial_partner_id")
        newest = SQL("ORDER BY id DESC") if column != "phone_sanitized" else SQL()
        return SQL(
            """
            SELECT k.number, %(kind)s, %(model)s, m.id, %(owner)s, m.active
              FROM unnest(%(numbers)s::int[], %(keys)s::varchar[], %(companies)s::int[])
                   AS k(number, key, company)
             CROSS JOIN LATERAL (
                    SELECT t.id, t.user_id, t.active%(extra)s FROM %(table)s t
                     WHERE t.%(column)s = k.key AND %(scope)s %(newest)s LIMIT %(limit)s
                   ) m
             %(join)s
            """,
            kind=kind,
            model=model,
            owner=owner,
            numbers=numbers,
            keys=keys,
            companies=companies,
            table=SQL.identifier(self.env[model]._table),
            column=SQL.identifier(column),
            scope=self._search_scope(lead),
            newest=newest,
            limit=NOISE + 2,
            extra=SQL() if lead else SQL(", t.commercial_partner_id"),
            join=SQL() if lead else join,
        )

    @api.model
    def _search_scope(self, lead):
        """Rows of the company asked for, or of no company; colleagues are no customers."""
        everywhere = self.env.uid == SUPERUSER_ID
        own = SQL("TRUE") if everywhere else SQL("t.company_id = ANY(%s)", self.env.companies.ids)
        scope = SQL(
            "(t.company_id IS NULL OR t.company_id = k.company OR (k.company = 0 AND %s))", own
        )
        return scope if lead else SQL("%s AND t.partner_share IS NOT FALSE", scope)


def _grouped(rows):
    groups = defaultdict(list)
    for number, kind, model, *row in rows:
        groups[number, kind, model].append(row)
    return groups
