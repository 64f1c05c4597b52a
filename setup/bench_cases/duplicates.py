"""Looking for duplicates of one new lead, of a list, and of an import."""

import fewer
import population
from ft.bench_case import Case, register

MANY = 1000
TENTH = 10
SMALL = "bench_tenth"


class Duplicates(Case):
    """What the cases of this file share: the large world, and buyers half of whom are known."""

    def setup(self, world):
        people = population.populate(world)
        return {
            "side": world.side,
            "lead_ids": list(people.lead_ids[: MANY * 2 : 2]),
            "country_id": world.env.ref("base.de").id,
            "company_id": world.env.company.id,
            "team_id": people.team_id,
        }

    def values(self, data, number):
        """A lead as it is typed or imported; those with an even number are known."""
        firm = number if number % 2 == 0 else 5_000_000 + number
        return {
            "type": "lead",
            "name": f"Folding tables {number}",
            "contact_name": f"Purchaser {number}",
            "partner_name": f"GARDEN TRADING {firm} LLC",
            "email_from": f"purchase{number}@firm{firm}.example",
            "phone": f"030 {2_500_000 + number}",
            "website": f"https://www.firm{firm}.example",
            "country_id": data["country_id"],
            "company_id": data["company_id"],
            "team_id": data["team_id"],
            "user_id": False,
        }


@register
class DuplicatesOfOne(Duplicates):
    """A lead of a known firm is being typed: are there similar ones?"""

    name = "duplicates_of_one"
    runs = 30
    limits = {"suite": 1.5, "loaded": 1.5}

    def run(self, env, data):
        lead = env["crm.lead"].new(self.values(data, 12))
        return lead.duplicate_lead_count > 0


@register
class DuplicatesOfList(Duplicates):
    """A list shows for 1,000 leads how many similar ones there are."""

    name = "duplicates_of_1000"
    runs = 7
    records = MANY
    limits = {"suite": 0.05, "loaded": 0.05}

    def run(self, env, data):
        leads = env["crm.lead"].browse(data["lead_ids"])
        counts = leads.mapped("duplicate_lead_count")
        return [len(counts), max(counts) > 0]

    def queries_allowed(self):
        """As many as plain Odoo takes, less one for each lead: a constant number."""
        return -MANY


@register
class DuplicatesOfImport(Duplicates):
    """1,000 leads are about to be imported: which buyers are known?"""

    name = "duplicates_of_import_1000"
    runs = 5
    records = MANY
    limits = {"suite": 0.05, "loaded": 0.05}

    def run(self, env, data):
        vals_list = [self.values(data, number) for number in range(MANY)]
        if data["side"] == "plain":
            leads = [env["crm.lead"].new(vals) for vals in vals_list]
            known = [bool(lead.duplicate_lead_count) for lead in leads]
        else:
            finder = env["foreign.trade.duplicate.finder"]
            known = [bool(matches) for matches in finder._find_for_values(vals_list)]
        # plain Odoo finds nothing by name, and those write from a free mail provider
        by_domain = [known[number] for number in range(2, MANY, 2) if number % 5 != 1]
        return [len(known), all(by_domain), sum(known[1::2])]

    def queries_allowed(self):
        """Constant as well."""
        return -MANY


class Flat(Duplicates):
    """The same look-up among all leads and customers, and among a tenth of them."""

    own_base = True
    added_queries = 0
    # what is flat takes as long; the rest is a level more of some indexes, and what of ten times
    # as much is not in memory
    limits = {"suite": 1.5, "loaded": 1.5}

    def setup(self, world):
        data = super().setup(world)
        if world.side != "plain":
            people = population.populate(world)
            leads = people.lead_ids[: len(people.lead_ids) // TENTH]
            partners = people.partner_ids[: len(people.partner_ids) // TENTH]
            fewer.make(
                world,
                SMALL,
                {
                    "crm_lead": f"id <= {leads[-1]}",
                    "res_partner": f"commercial_partner_id <= {partners[-1]}",
                },
            )
        return data

    def queries_allowed(self):
        return 0

    def run(self, env, data):
        fewer.use(env)
        return self.look_up(env, data)

    def run_base(self, env, data):
        fewer.use(env, SMALL)
        return self.look_up(env, data)


@register
class FlatOne(Flat):
    """One lead that is being typed."""

    name = "duplicates_of_one_flat"
    runs = 30

    def look_up(self, env, data):
        return DuplicatesOfOne.run(self, env, data)


@register
class FlatList(Flat):
    """1,000 leads of a list."""

    name = "duplicates_of_1000_flat"
    runs = 10
    records = MANY

    def look_up(self, env, data):
        return DuplicatesOfList.run(self, env, data)


@register
class FlatImport(Flat):
    """1,000 leads that are about to be imported."""

    name = "duplicates_of_import_1000_flat"
    runs = 10
    records = MANY

    def look_up(self, env, data):
        return DuplicatesOfImport.run(self, env, data)
