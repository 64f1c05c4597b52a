"""The pipeline: opening its board, and moving many deals one stage on."""

from ft.bench_case import Case, register
from lxml import etree

OPEN_STAGES = 4
# What the board's widgets read beside the fields in its view.
WIDGET_FIELDS = {
    "kanban_activity": (
        "activity_exception_decoration",
        "activity_exception_icon",
        "activity_state",
        "activity_summary",
        "activity_type_icon",
        "activity_type_id",
    )
}
SUMS = ["expected_revenue:sum", "recurring_revenue_monthly:sum"]


def make_opportunities(world, count, stage_ids):
    """Deals with a customer, spread over the stages; returns their ids."""
    partners = world.env["res.partner"].create(
        [{"name": f"Customer {i}", "is_company": True} for i in range(50)]
    )
    values = [
        {
            "type": "opportunity",
            "name": f"Deal {i}",
            "partner_id": partners[i % 50].id,
            "user_id": world.user_id,
            "team_id": world.team_id,
            "stage_id": stage_ids[i % len(stage_ids)],
            "expected_revenue": 1000 + i,
            **({"competitor_price": 9.5} if world.side == "loaded" else {}),
        }
        for i in range(count)
    ]
    return override(world, values)


def override(world, values):
    """Create deals in the middle of the board; a manager gives a reason on the loaded side."""
    if world.side == "loaded":
        for item in values:
            item["gate_override_reason"] = "Benchmark data"
    leads = world.env["crm.lead"].with_context(tracking_disable=True).create(values)
    world.env.cr.flush()
    # the same board on every side: without what the stages of the ready set plan on entry
    leads.activity_ids.unlink()
    return leads.ids


@register
class MoveStage(Case):
    """500 deals go from the sample stage to negotiation, as far as a user waits for it.

    That is up to the commit: notes of the change, and what is planned for many deals at once.
    """

    name = "move_500_opportunities"
    runs = 20
    records = 500

    def setup(self, world):
        sample, negotiation = world.stage_ids[2:4]
        return {"ids": make_opportunities(world, 500, [sample]), "stage_id": negotiation}

    def run(self, env, data):
        leads = env["crm.lead"].browse(data["ids"])
        leads.write({"stage_id": data["stage_id"]})
        env.cr.flush()
        return [len(leads), all(lead.stage_id.id == data["stage_id"] for lead in leads)]


@register
class OpenPipeline(Case):
    """The board opens: groups with their sums, the first cards, the progress bars."""

    name = "open_pipeline"
    runs = 40
    records = 80

    def setup(self, world):
        count = world.number(500, 20000)
        make_opportunities(world, count, world.stage_ids[:OPEN_STAGES])
        return {"team_id": world.team_id}

    def run(self, env, data):
        leads = env["crm.lead"]
        domain = [("type", "=", "opportunity"), ("team_id", "=", data["team_id"])]
        specification = kanban_specification(leads)
        groups = leads.web_read_group(
            domain,
            ["stage_id"],
            SUMS,
            auto_unfold=True,
            unfold_read_default_limit=20,
            unfold_read_specification=specification,
        )
        colors = {"planned": "success", "today": "warning", "overdue": "danger"}
        leads.read_progress_bar(domain, "stage_id", {"field": "activity_state", "colors": colors})
        cards = leads.web_search_read(domain, specification, limit=80)
        sums = sorted(group["expected_revenue:sum"] for group in groups["groups"])
        return [len(cards["records"]), len(groups["groups"]), [value for value in sums if value]]


def kanban_specification(model):
    """What the web client asks for to draw the board of a model (`getFieldsSpec` there)."""
    view = model.get_views([(False, "kanban")])
    arch = etree.fromstring(view["views"]["kanban"]["arch"])
    known = view["models"][model._name]["fields"]
    found = {}
    for node in arch.iter("field"):
        name = node.get("name")
        for extra in (name, *WIDGET_FIELDS.get(node.get("widget"), ())):
            kind = model._fields[extra].type if extra in model._fields else None
            found[extra] = _of_field(kind, node.get("invisible") in ("1", "True"))
    assert set(found) & set(known)
    return found


def _of_field(kind, hidden):
    """What is asked of a field's records: of those never shown only their IDs."""
    if kind == "many2one":
        return {"fields": {} if hidden else {"display_name": {}}}
    if kind in ("many2many", "one2many"):
        return {"fields": {}}
    return {}
