"""The world a trading house has after some years, seeded by SQL: no case of its own.

A case that needs it calls :func:`populate` in its setup; the first call on each side makes it,
later ones return what is there::

    people = population.populate(world)
    people.lead_ids          # a range
    people.partner_ids       # a range: customers, companies all of them
    people.user_ids          # who owns them

By ``--size`` these are 20,000 leads and 6,000 customers (small), 100,000 and 30,000 (medium) or
1,000,000 and 300,000 (large). Lead ``n`` is of firm ``n``; every tenth is of a firm that has
another lead already. Every fifth writes from a free mail provider, every fifth of the first firms
has its customer linked. Every third customer has a contact. Seven of ten are leads, the others
deals; one of twelve is lost. All are in a team of their own, so that they change no other board.
"""

from dataclasses import dataclass

USERS = 20
CHUNK = 100_000
DROP_INDEXES_FROM = 50_000
COUNTRIES = ("us", "de", "fr", "uk", "es", "it", "nl", "pl", "br", "mx")


@dataclass
class Population:
    """What was seeded: IDs of leads, customers, their owners and their team."""

    lead_ids: range
    partner_ids: range
    user_ids: list
    team_id: int


def populate(world, leads=None, partners=None):
    """Seed the world once; the numbers are those of ``--size`` unless given."""
    if getattr(world, "population", None) is None:
        leads = leads or world.number(20_000, 1_000_000, 100_000)
        partners = partners or world.number(6_000, 300_000, 30_000)
        world.population = _Seed(world, leads, partners).run()
    return world.population


class _Seed:
    def __init__(self, world, leads, partners):
        context = {"tracking_disable": True, "no_reset_password": True}
        self.env = world.env["crm.lead"].with_context(**context).env
        self.cr = self.env.cr
        self.world = world
        self.leads = leads
        self.partners = partners

    def run(self):
        """Make prototypes with the ORM and rows like them with SQL."""
        env = self.env
        self.user_ids = self._make_users()
        self.team_id = env["crm.team"].create({"name": "Population"}).id
        self.country_ids = [env.ref(f"base.{code}").id for code in COUNTRIES]
        partner = env["res.partner"].create({"name": "Prototype", "is_company": True})
        lead = env["crm.lead"].create({"name": "Prototype", "type": "lead", "user_id": False})
        env.flush_all()
        partner_ids = self._seed(partner, self.partners, self._company_columns())
        self.first_partner = partner_ids[0]
        self._seed(partner, self.partners // 3, self._contact_columns())
        lead_ids = self._seed(lead, self.leads, self._lead_columns())
        env.invalidate_all()
        lead.unlink()
        partner.unlink()
        return Population(lead_ids, partner_ids, self.user_ids, self.team_id)

    def _make_users(self):
        group = self.env.ref("sales_team.group_sale_salesman").id
        return (
            self.env["res.users"]
            .create(
                [
                    {"name": f"Seller {n}", "login": f"seller_{n}", "group_ids": [(4, group)]}
                    for n in range(USERS)
                ]
            )
            .ids
        )

    def _seed(self, prototype, count, values):
        """Rows like the prototype but for ``values`` (SQL by column, of ``n`` from 1 on)."""
        table = prototype._table
        self.cr.execute(f"SELECT max(id) FROM {table}")
        base = self.cr.fetchone()[0]
        columns = self._columns(table)
        values = {"id": f"{base} + n", **values}
        names = ", ".join(f'"{name}"' for name in columns)
        picked = ", ".join(str(values.get(name, f'p."{name}"')) for name in columns)
        restore = self._drop_indexes(table) if count >= DROP_INDEXES_FROM else []
        for start in range(1, count + 1, CHUNK):
            self.cr.execute(
                f"INSERT INTO {table} ({names}) SELECT {picked} FROM {table} p,"
                f" generate_series({start}, {min(start + CHUNK - 1, count)}) n"
                f" WHERE p.id = {prototype.id}"
            )
        for definition in restore:
            self.cr.execute(definition)
        self.cr.execute(f"SELECT setval('{table}_id_seq', {base + count})")
        self.cr.execute(f"ANALYZE {table}")
        return range(base + 1, base + count + 1)

    def _columns(self, table):
        self.cr.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_schema = current_schema AND table_name = %s",
            [table],
        )
        return [name for (name,) in self.cr.fetchall()]

    def _drop_indexes(self, table):
        """Leave only what a constraint needs; returns how to make the others again."""
        self.cr.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index i"
            " WHERE indrelid = %s::regclass AND NOT EXISTS"
            " (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)",
            [table],
        )
        dropped = self.cr.fetchall()
        for name, _definition in dropped:
            self.cr.execute(f"DROP INDEX {name}")
        self.cr.execute("SET LOCAL maintenance_work_mem = '256MB'")
        return [definition for _name, definition in dropped]

    def _pick(self, ids, number="n"):
        return f"(ARRAY{list(ids)})[1 + ({number}) % {len(ids)}]"

    def _company_columns(self):
        name = "'Garden Trading ' || n || ' Ltd'"
        self.cr.execute("SELECT max(id) FROM res_partner")
        own_id = f"{self.cr.fetchone()[0]} + n"
        return {
            **self._dates(),
            "name": name,
            "complete_name": name,
            "commercial_company_name": name,
            "commercial_partner_id": own_id,
            "is_company": "TRUE",
            "partner_share": "TRUE",
            "email": "'Office <office@firm' || n || '.example>'",
            "email_normalized": "'office@firm' || n || '.example'",
            "phone": "'+49 40 ' || (1000000 + n)",
            "phone_sanitized": "'+4940' || (1000000 + n)",
            "country_id": self._pick(self.country_ids),
            "user_id": f"CASE WHEN n % 2 = 0 THEN {self._pick(self.user_ids)} END",
            "duplicate_domain": "'firm' || n || '.example'",
            "duplicate_name": "'gardentrading' || n",
        }

    def _contact_columns(self):
        firm = "n * 3"
        company = f"'Garden Trading ' || {firm} || ' Ltd'"
        return {
            **self._dates(),
            "name": f"'Buyer ' || {firm}",
            "complete_name": f"{company} || ', Buyer ' || {firm}",
            "commercial_company_name": company,
            "parent_id": f"{self.first_partner - 1} + {firm}",
            "commercial_partner_id": f"{self.first_partner - 1} + {firm}",
            "is_company": "FALSE",
            "partner_share": "TRUE",
            "email": f"'buyer' || {firm} || '@firm' || {firm} || '.example'",
            "email_normalized": f"'buyer' || {firm} || '@firm' || {firm} || '.example'",
            "phone": f"'+49 30 ' || (1000000 + {firm})",
            "phone_sanitized": f"'+4930' || (1000000 + {firm})",
            "duplicate_domain": f"'firm' || {firm} || '.example'",
            "duplicate_name": "NULL",
        }

    def _lead_columns(self):
        firm = "(CASE WHEN n % 10 = 0 THEN n / 2 ELSE n END)"
        free = "n % 5 = 1"
        address = (
            f"CASE WHEN {free} THEN 'buyer' || n || '@gmail.com'"
            f" ELSE 'buyer' || n || '@firm' || {firm} || '.example' END"
        )
        domain = f"CASE WHEN NOT ({free}) THEN 'firm' || {firm} || '.example' END"
        customer = f"CASE WHEN n % 5 = 0 AND {firm} <= {self.partners}"
        lost = "n % 12 = 0"
        return {
            **self._dates(),
            "name": "'Inquiry ' || n || ' about garden chairs'",
            "type": "CASE WHEN n % 10 < 7 THEN 'lead' ELSE 'opportunity' END",
            "contact_name": "'Buyer ' || n",
            "partner_name": f"'Garden Trading ' || {firm} || ' Ltd'",
            "partner_id": f"{customer} THEN {self.first_partner - 1} + {firm} END",
            "email_from": address,
            "email_normalized": address,
            "email_domain_criterion": f"CASE WHEN {free} THEN {address} ELSE '@' || {domain} END",
            "phone": "'+49 30 ' || (1000000 + n)",
            "phone_sanitized": "'+4930' || (1000000 + n)",
            "country_id": self._pick(self.country_ids),
            "user_id": f"CASE WHEN n % 7 <> 0 THEN {self._pick(self.user_ids)} END",
            "team_id": self.team_id,
            "stage_id": self._pick(self.world.stage_ids[:-1]),
            "active": f"NOT ({lost})",
            "won_status": f"CASE WHEN {lost} THEN 'lost' ELSE 'pending' END",
            "probability": f"CASE WHEN {lost} THEN 0 ELSE 20 END",
            "automated_probability": f"CASE WHEN {lost} THEN 0 ELSE 20 END",
            "expected_revenue": "n % 1000",
            "duplicate_domain": domain,
            "duplicate_name": f"'gardentrading' || {firm}",
        }

    def _dates(self):
        """Spread over three years up to now."""
        moment = "now() AT TIME ZONE 'UTC' - (n % 1095) * interval '1 day'"
        names = ("create_date", "write_date", "date_open", "date_last_stage_update")
        return dict.fromkeys(names, moment)
