"""Creating leads, alone and many at once."""

from ft.bench_case import Case, register

COUNTRIES = ("us", "de", "fr", "uk", "es", "it", "nl", "pl", "br", "mx")


def lead_values(number, country_id, data):
    """Values of a lead as a mail gateway or an import would fill them."""
    values = {
        "type": "lead",
        "name": f"Inquiry {number} about garden chairs",
        "contact_name": f"Buyer {number}",
        "partner_name": f"Garden Trading {number}",
        "email_from": f"buyer{number}@garden-trading-{number}.example",
        "phone": f"+49 30 {1000000 + number}",
        "country_id": country_id,
        "description": "<p>Please quote 500 pieces CIF Hamburg.</p>",
        "user_id": False,
    }
    if data["team_id"]:
        values["team_id"] = data["team_id"]
    return values


def setup(world):
    """Where leads come from, and their team where no rule chooses it."""
    return {
        "countries": [world.env.ref(f"base.{code}").id for code in COUNTRIES],
        "team_id": world.team_id,
    }


def create(env, data, count):
    """Create leads in one call and tell what became of them."""
    countries = data["countries"]
    leads = env["crm.lead"].create(
        [lead_values(i, countries[i % len(countries)], data) for i in range(count)]
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
