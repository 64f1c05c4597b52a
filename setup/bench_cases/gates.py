"""Gates and boards at size: five rules before one stage, a board over 100,000 opportunities."""

import population
from ft.bench_case import Case, register
from pipeline import OpenPipeline

RULES = (
    {"kind": "fields", "field_names": ["function", "partner_id"]},
    {"kind": "domain", "domain": "[('partner_id.is_company', '=', True)]"},
    {"kind": "domain", "domain": "[('expected_revenue', '>', 0), ('email_from', '!=', False)]"},
    {"kind": "related", "related_field": "tag_ids"},
    {"kind": "fields", "field_names": ["city"], "amount_min": 500.0, "while_staying": True},
)


@register
class MoveThroughFiveRules(Case):
    """500 deals enter a stage, notes of the change included.

    On the loaded side five rules stand before it, and the stage plans an activity for each.
    """

    name = "move_500_five_rules"
    runs = 20
    records = 500

    def setup(self, world):
        env = world.env
        team = env["crm.team"].create({"name": "Gated", "company_id": env.company.id})
        stages = env["crm.stage"].create(
            [
                {"name": name, "sequence": number, "team_ids": [(6, 0, team.ids)]}
                for number, name in enumerate(("Open", "Gated"))
            ]
        )
        if world.side == "loaded":
            self._guard(env, stages[1])
            self._plan(env, stages[1])
        partner = env["res.partner"].create({"name": "Gated Customer", "is_company": True})
        values = {
            "type": "opportunity",
            "partner_id": partner.id,
            "user_id": world.user_id,
            "team_id": team.id,
            "stage_id": stages[0].id,
            "function": "Buyer",
            "city": "Hamburg",
            "email_from": "buyer@gated.example",
            "tag_ids": [(6, 0, env["crm.tag"].create({"name": "Gated"}).ids)],
        }
        deals = env["crm.lead"].with_context(tracking_disable=True)
        deals = deals.create(
            [{**values, "name": f"Gated {n}", "expected_revenue": 400 + n} for n in range(500)]
        )
        return {"ids": deals.ids, "stage_id": stages[1].id}

    def _guard(self, env, stage):
        for number, rule in enumerate(RULES):
            env["foreign.trade.gallery"]._ensure_gate(
                f"bench_rule_{number}",
                {
                    "name": f"Rule {number}",
                    "transition": "stage",
                    "stage_id": stage.id,
                    "message": "Mend it.",
                    **rule,
                },
            )

    def _plan(self, env, stage):
        step = {
            "activity_type_id": env.ref("mail.mail_activity_data_call").id,
            "summary": "Call the buyer",
            "delay_count": 3,
            "delay_unit": "working_days",
            "delay_from": "after_plan_date",
            "responsible_type": "trade_owner",
        }
        values = {"name": "Gated", "res_model": "crm.lead", "template_ids": [(0, 0, step)]}
        stage.activity_plan_id = env["mail.activity.plan"].create(values)

    def run(self, env, data):
        leads = env["crm.lead"].browse(data["ids"])
        leads.write({"stage_id": data["stage_id"]})
        env.cr.flush()  # Odoo writes the notes, and we plan the work, right before the commit
        return [len(leads), all(lead.stage_id.id == data["stage_id"] for lead in leads)]


@register
class OpenLargePipeline(OpenPipeline):
    """The board over the seeded world: 300,000 opportunities with ``--size large``."""

    name = "open_large_pipeline"
    runs = 20
    limits = {"suite": 1.25, "loaded": 1.25}

    def setup(self, world):
        return {"team_id": population.populate(world).team_id}

    def queries_allowed(self):
        return 2
