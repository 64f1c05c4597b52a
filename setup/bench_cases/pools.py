"""Pools: the scheduled action with many customers and leads, and what reading costs."""

import fewer
import population
from ft.bench_case import Case, register

FAR = "2036-01-05"
LONG_AGO = "2026-01-05"
FEW = 10_000
SMALL = "bench_pools"
LIST = {"display_name": {}, "country_id": {"fields": {"display_name": {}}}}


def switch_on(world):
    """The ready set's policy switched on, with a patience that all of the world is within."""
    policy = world.env["foreign.trade.pool.policy"].search([], limit=1)
    days = dict.fromkeys(("days_a", "days_b", "days_c", "days_d", "days_none", "lead_days"), 9999)
    policy.write(days)
    policy.sudo().write({"previewed_at": world.env.cr.now(), "take_back": True})
    return policy.id


def seed_partners(world, count, values):
    """Customers of their own, so that no other case finds its customers in a pool."""
    people = population.populate(world)
    prototype = world.env["res.partner"].create({"name": "Prototype", "is_company": True})
    world.env.flush_all()
    seed = population._Seed(world, 0, 0)
    columns = {
        "name": "'Pooled ' || n",
        "complete_name": "'Pooled ' || n",
        "commercial_partner_id": f"{people.partner_ids[0]}",
        **values,
    }
    ids = seed._seed(prototype, count, columns)
    world.env.cr.execute(
        "UPDATE res_partner SET commercial_partner_id = id WHERE id = ANY(%s)", [list(ids)]
    )
    world.env.invalidate_all()
    prototype.unlink()
    return ids


@register
class NothingDue(Case):
    """None of all customers and leads is due: as fast as with ten thousand of them.

    Without a policy nothing is looked for at all.
    """

    name = "pools_none_due"
    runs = 40
    own_base = True
    added_queries = 0
    limits = {"suite": 1.25, "loaded": 1.25}

    def setup(self, world):
        if world.side != "loaded":
            return {"policy": None}
        people = population.populate(world)
        policy = switch_on(world)
        fewer.make(
            world,
            SMALL,
            {
                "crm_lead": f"id < {people.lead_ids[0] + FEW}",
                "res_partner": f"commercial_partner_id < {people.partner_ids[0] + FEW}",
            },
        )
        return {"policy": policy}

    def run(self, env, data):
        fewer.use(env)
        return self._look(env, data)

    def run_base(self, env, data):
        fewer.use(env, SMALL)
        return self._look(env, data)

    def _look(self, env, data):
        policies = env["foreign.trade.pool.policy"].sudo()
        if not data["policy"]:
            return [policies.search_count([])]
        policy = policies.browse(data["policy"])
        found = 0
        for model in policy._pool_models():
            policy._count_contacts(model)
            for phase in ("warn", "take"):
                found += len(policy._find_due(model, phase, limit=100))
        return [found]


@register
class Warn(Case):
    """A hundred owners' customers are due: warned; plain Odoo schedules the same activities."""

    name = "pools_warn_100"
    runs = 20
    records = 100
    limits = {"suite": 1.6, "loaded": 1.6}

    def setup(self, world):
        env = world.env(context={**world.env.context, "tracking_disable": True})
        customers = env["res.partner"].create(
            [
                {"name": f"Idle {n}", "is_company": True, "user_id": world.user_id}
                for n in range(self.records)
            ]
        )
        policy = switch_on(world) if world.side == "loaded" else None
        return {"policy": policy, "ids": customers.ids}

    def run(self, env, data):
        customers = env["res.partner"].sudo().browse(data["ids"])
        if data["policy"]:
            env["foreign.trade.pool.policy"].sudo().browse(data["policy"])._warn(customers)
        else:
            for customer in customers:
                customer.activity_schedule(
                    "mail.mail_activity_data_todo",
                    date_deadline=FAR,
                    summary="Follow up",
                    user_id=customer.user_id.id,
                )
        env.flush_all()
        today = [("create_date", ">=", env.cr.now()), ("res_model", "=", "res.partner")]
        return [env["mail.activity"].sudo().search_count(today)]


class WithPool(Case):
    """Read by a representative while every tenth of the customers is in the pool."""

    limits = {"suite": 1.1, "loaded": 1.25}
    added_queries = 2

    def setup(self, world):
        population.populate(world)
        if getattr(world, "pooled", None) is None:
            pooled = {"pool_since": f"'{LONG_AGO}'::timestamp", "pool_member": "TRUE"}
            values = pooled if world.side == "loaded" else {}
            world.pooled = seed_partners(world, world.number(600, 30_000, 3_000), values)
        return {"first": world.pooled[0], "side": world.side}


@register
class CustomerList(WithPool):
    """The first page of the customers; plain Odoo shows those of the pool as well."""

    name = "pools_customer_list"
    runs = 40

    def run(self, env, data):
        partners = env["res.partner"].with_context(active_test=True)
        domain = [("is_company", "=", True), ("id", "<", data["first"])]
        found = partners.web_search_read(domain, LIST, limit=80)
        return [len(found["records"])]


@register
class PoolList(WithPool):
    """The first page of the pool; plain Odoo lists the same customers, names and all."""

    name = "pools_first_page"
    runs = 40
    limits = {"suite": 1.1, "loaded": 1.5}

    def run(self, env, data):
        if data["side"] == "loaded":
            found = env["foreign.trade.pool.customer"].web_search_read([], LIST, limit=80)
        else:
            domain = [("id", ">=", data["first"])]
            found = env["res.partner"].web_search_read(domain, LIST, limit=80)
        return [len(found["records"])]


@register
class Chatter(WithPool):
    """The messages on a representative's own lead."""

    name = "pools_chatter"
    runs = 40

    def setup(self, world):
        data = super().setup(world)
        lead = world.env["crm.lead"].create({"name": "Talk", "user_id": world.user_id})
        for number in range(30):
            lead.message_post(body=f"Message {number}", message_type="comment")
        return {**data, "lead": lead.id}

    def run(self, env, data):
        domain = [("model", "=", "crm.lead"), ("res_id", "=", data["lead"])]
        messages = env["mail.message"].search(domain, limit=30)
        return [len(messages.mapped("body"))]
