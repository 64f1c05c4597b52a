# Fed to Odoo's shell after uninstalling: Odoo must still do its daily work.
import json
import os
import traceback

VIEWS = {
    "crm.lead": ("kanban", "list", "form", "search", "graph", "pivot"),
    "sale.order": ("kanban", "list", "form", "search"),
    "res.partner": ("kanban", "list", "form", "search"),
    "stock.picking": ("kanban", "list", "form", "search"),
    "account.move": ("list", "form", "search"),
    "product.template": ("kanban", "list", "form", "search"),
    "res.config.settings": ("form",),
    "res.users": ("list", "form", "search"),
}
failed = {}


def check(name, work):
    """Run one piece of work in a savepoint and keep what it raises."""
    try:
        with env.cr.savepoint():
            work()
    except Exception:
        failed[name] = traceback.format_exc()


def load_menus():
    menus = env["ir.ui.menu"].with_user(2).load_menus(debug=False)
    for menu in menus.values():
        if menu.get("action"):
            model, number = menu["action"].split(",")
            assert env[model].browse(int(number)).exists(), menu


def load_views():
    for model, kinds in VIEWS.items():
        env[model].with_user(2).get_views([(False, kind) for kind in kinds])


def read_everything():
    for model in ("crm.lead", "sale.order", "res.partner", "stock.picking", "account.move"):
        records = env[model].search([], limit=200)
        stored = [name for name, field in records._fields.items() if not field.company_dependent]
        records.read(stored)


def lead_to_order():
    lead = env["crm.lead"].create(
        {
            "name": "After",
            "email_from": "buyer@after.example",
            "company_id": env.company.id,
            "team_id": False,
        }
    )
    lead._handle_partner_assignment()
    lead.convert_opportunity(lead.partner_id)
    product = env["product.product"].create({"name": "Chair", "list_price": 10})
    order = env["sale.order"].create(
        {
            "partner_id": lead.partner_id.id,
            "opportunity_id": lead.id,
            "order_line": [(0, 0, {"product_id": product.id, "product_uom_qty": 3})],
        }
    )
    order.action_confirm()
    assert order.state == "sale" and order.picking_ids, order.state
    lead.action_set_won()
    env.flush_all()


for name, work in (
    ("menus load", load_menus),
    ("views load", load_views),
    ("records can be read", read_everything),
    ("a lead becomes a confirmed order", lead_to_order),
):
    check(name, work)
with open(os.environ["FT_REPORT"], "w", encoding="utf-8") as out:
    json.dump({"run": 4, "failed": failed, "skipped": {}}, out)
