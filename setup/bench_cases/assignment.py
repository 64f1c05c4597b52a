"""Giving leads out: those that wait, and those that an import brings."""

from ft.bench_case import Case, register
from leads import lead_values, owners, setup

PEOPLE = 10
COLUMNS = (
    "name",
    "type",
    "contact_name",
    "partner_name",
    "email_from",
    "phone",
    "country_id/.id",
    "description",
    "team_id/.id",
)


@register
class AssignLeads(Case):
    """Leads that wait in a team go to its ten people, all alike; they follow, and it is noted.

    Plain Odoo has its own assignment for that, which tells nobody; ours tells each person once.
    """

    name = "assign_leads"
    runs = 3
    records = 500
    # with nothing loaded Odoo's own assignment runs, lead by lead: the history of owners,
    # which is always kept, then costs a query for each
    limits = {"suite": 1.3, "loaded": 0.2}

    def setup(self, world):
        env = world.env
        count = world.number(500, 10000)
        users = make_people(world, PEOPLE)
        team = env["crm.team"].create({"name": "Waiting", "use_leads": True})
        team.crm_team_member_ids = [
            (0, 0, {"user_id": user.id, "assignment_max": 30 * count}) for user in users
        ]
        country = env.ref("base.de").id
        leads = env["crm.lead"].with_context(tracking_disable=True)
        values = [lead_values(n, country, {"team_id": team.id}) for n in range(count)]
        ids = leads.create(values).ids
        if world.side == "loaded":
            env["foreign.trade.assignment.rule"].create(
                {"name": "Waiting", "team_id": team.id, "method": "round_robin", "sequence": 1}
            )
        return {"ids": ids, "team_id": team.id, "side": world.side}

    def queries_allowed(self):
        """One for each of the most leads there are, and some for the batch."""
        return 10_300

    def run(self, env, data):
        env = env(user=env.ref("base.user_admin"))
        leads = env["crm.lead"].browse(data["ids"])
        env.cr.commit = env.cr.flush  # it is rolled back afterwards
        try:
            if data["side"] == "loaded":
                leads.action_assign_now()
            else:
                team = env["crm.team"].browse(data["team_id"])
                team._action_assign_leads(force_quota=True, creation_delta_days=0)
            env.cr.flush()
        finally:
            del env.cr.commit
        groups = leads._read_group([("id", "in", leads.ids)], ["user_id"], ["__count"])
        return sorted(count for _user, count in groups)


@register
class ImportLeads(Case):
    """The web client's import of a list, with the search for known buyers and the rules.

    Plain Odoo gets the owners in the list, looks for nothing and tells nobody.
    """

    name = "import_leads"
    runs = 3
    records = 1000

    def setup(self, world):
        return {**setup(world), "count": world.number(1000, 10000), "side": world.side}

    def run(self, env, data):
        columns = list(COLUMNS)
        countries = data["countries"]
        rows = []
        for number in range(data["count"]):
            values = lead_values(number, countries[number % len(countries)], data)
            rows.append([values[name.partition("/")[0]] for name in columns])
        if data["side"] != "loaded":
            columns.append("user_id/.id")
            users = owners(data)
            rows = [[*row, users[n % len(users)]] for n, row in enumerate(rows)]
        leads = env["crm.lead"].with_context(
            import_file=True, mail_auto_subscribe_no_notify=data["side"] != "loaded"
        )
        result = leads.load(columns, rows)
        assert not result["messages"], result["messages"][:3]
        env.flush_all()
        created = leads.browse(result["ids"])
        return [len(created), len(created.filtered("user_id")), len(created.user_id)]


def make_people(world, count):
    """Salespeople of the benchmark."""
    return (
        world.env["res.users"]
        .with_context(no_reset_password=True)
        .create(
            [
                {
                    "name": f"Salesperson {number}",
                    "login": f"bench_people_{number}",
                    "email": f"people{number}@bench.example",
                    "group_ids": [(4, world.env.ref("sales_team.group_sale_salesman").id)],
                }
                for number in range(count)
            ]
        )
    )
