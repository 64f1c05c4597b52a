"""Creating leads, alone and many at once."""

from ft.bench_case import Case, register

COUNTRIES = ("us", "de", "fr", "uk", "es", "it", "nl", "pl", "br", "mx")


def lead_values(number, country_id, data):
    """Values of a lead as a mail gateway or an import would fill them."""
    values = {
        "type": "lead",
        "name": f"Inquiry {number} about garden chairs",
        "contact_name": f"Buyer {number}",
        "partner_name": f"Patio Imports {number}",
        "email_from": f"buyer{number}@patio-imports-{number}.example",
        "phone": f"+49 30 {1000000 + number}",
        "country_id": country_id,
        "description": "<p>Please quote 500 pieces CIF Hamburg.</p>",
        "user_id": False,
    }
    if data["team_id"]:
        values["team_id"] = data["team_id"]
    return values


def setup(world):
    """Where leads come from, and who gets them: on the loaded side the rules say so."""
    return {
        "countries": [world.env.ref(f"base.{code}").id for code in COUNTRIES],
        "team_id": world.team_id,
        "side": world.side,
        "user_ids": make_owners(world),
    }


def make_owners(world):
    """Two people of the team, among whom the rule of the ready set takes turns."""
    users = world.env["res.users"].with_context(active_test=False, no_reset_password=True)
    found = users.search([("login", "like", "bench_owner_")])
    if not found:
        found = users.create(
            [
                {
                    "name": f"Owner {number}",
                    "login": f"bench_owner_{number}",
                    "email": f"owner{number}@bench.example",
                    "group_ids": [(4, world.env.ref("sales_team.group_sale_salesman").id)],
                }
                for number in range(2)
            ]
        )
        world.env["crm.team"].browse(world.team_id).write(
            {"use_leads": True, "member_ids": [(4, user.id) for user in found]}
        )
    return found.ids


def owners(data):
    """Who is named as the owner in turn; nobody where rules choose him."""
    return [False] if data["side"] == "loaded" else data["user_ids"]


def create(env, data, count):
    """Create leads in one call and tell what became of them.

    The owner of a single lead hears of it on every side; many leads are told of where rules
    give them out, by one message, and by none elsewhere.
    """
    countries, users = data["countries"], owners(data)
    quiet = count > 1 and data["side"] != "loaded"
    leads = env["crm.lead"].with_context(mail_auto_subscribe_no_notify=quiet)
    leads = leads.create(
        [
            {
                **lead_values(i, countries[i % len(countries)], data),
                "user_id": users[i % len(users)],
            }
            for i in range(count)
        ]
    )
    env.flush_all()
    assert all(lead.team_id.id == data["team_id"] for lead in leads), leads.team_id
    return [len(leads), len(leads.filtered("user_id")), sorted(set(leads.mapped("active")))]


@register
class CreateLead(Case):
    """A lead comes in."""

    name = "create_lead"
    runs = 40

    def setup(self, world):
        return setup(world)

    def run(self, env, data):
        return create(env, data, 1)


@register
class CreateLeads(Case):
    """A fair's list of 1,000 leads is imported."""

    name = "create_leads_1000"
    runs = 7
    records = 1000

    def setup(self, world):
        return setup(world)

    def run(self, env, data):
        return create(env, data, 1000)
