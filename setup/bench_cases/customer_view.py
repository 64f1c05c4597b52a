"""The customer view: its first screen with a long history against one with a short one."""

import population
from ft.bench_case import Case, register

#: messages and orders of the two customers
LARGE = (10_000, 500)
SMALL = (100, 5)
DEALS = 10


def seed_customer(world, name, messages, orders):
    """A customer with so much history, a message a minute and an order an hour back in time."""
    env = world.env(context={**world.env.context, "tracking_disable": True})
    customer = env["res.partner"].create(
        {"name": name, "is_company": True, "user_id": world.user_id, "email": f"{name}@x.example"}
    )
    for number in range(5):
        env["res.partner"].create({"name": f"Buyer {number}", "parent_id": customer.id})
    leads = env["crm.lead"].create(
        [
            {
                "name": f"Deal {number}",
                "type": "opportunity",
                "partner_id": customer.id,
                "user_id": world.user_id,
            }
            for number in range(DEALS)
        ]
    )
    order_ids = seed_orders(world, env, customer, orders)
    seed_messages(world, customer, leads, order_ids, messages)
    return customer.id


def seed_orders(world, env, customer, count):
    """Confirmed orders of one line, like the first."""
    product = env["product.product"].create({"name": f"Chair of {customer.name}"})
    prototype = env["sale.order"].create(
        {
            "partner_id": customer.id,
            "user_id": world.user_id,
            "order_line": [(0, 0, {"product_id": product.id, "price_unit": 10})],
        }
    )
    prototype.flush_recordset()
    env.flush_all()
    env.cr.execute("UPDATE sale_order SET state = 'sale' WHERE id = %s", [prototype.id])
    env.cr.execute("UPDATE sale_order_line SET state = 'sale' WHERE order_id = %s", [prototype.id])
    seed = population._Seed(world, 0, 0)
    hours = "p.date_order - n * interval '1 hour'"
    ids = seed._seed(prototype, count - 1, {"name": "'B' || p.id || '-' || n", "date_order": hours})
    seed._seed(prototype.order_line, count - 1, {"order_id": f"{ids[0] - 1} + n"})
    env.invalidate_all()
    return [prototype.id, *ids]


def seed_messages(world, customer, leads, order_ids, count):
    """A fifth of them on the customer, a fifth on its deals, the others on its orders."""
    message = customer.message_post(
        body="<p>Please send us your best price.</p>" * 10,
        message_type="comment",
        subtype_xmlid="mail.mt_comment",
    )
    world.env.flush_all()
    seed = population._Seed(world, 0, 0)
    orders = seed._pick(order_ids)
    values = {
        "model": "CASE n % 5 WHEN 0 THEN 'res.partner' WHEN 1 THEN 'crm.lead'"
        " ELSE 'sale.order' END",
        "res_id": f"CASE n % 5 WHEN 0 THEN {customer.id} WHEN 1 THEN {seed._pick(leads.ids)}"
        f" ELSE {orders} END",
        "date": "p.date - n * interval '1 minute'",
        "message_id": "p.message_id || n",
    }
    seed._seed(message, count - 1, values)
    world.env.invalidate_all()


@register
class CustomerView(Case):
    """10,000 messages and 500 orders take at most a fifth longer than 100 and 5."""

    name = "customer_view"
    runs = 30
    own_base = True
    added_queries = 0
    limits = {"suite": 1.2, "loaded": 1.2}

    def setup(self, world):
        if world.side == "plain":
            return {}
        return {
            "large": seed_customer(world, "large", *LARGE),
            "small": seed_customer(world, "small", *SMALL),
        }

    def run(self, env, data):
        return self._load(env, data["large"])

    def run_base(self, env, data):
        return self._load(env, data["small"])

    def _load(self, env, partner_id):
        page = env["foreign.trade.customer.view"].load_customer(partner_id)
        return [
            len(page["timeline"]["entries"]),
            page["deals"]["count"],
            len(page["contacts"]["rows"]),
        ]
