"""The scheduled action that warns of deadlines, with many clocks running."""

import fewer
from ft.bench_case import Case, register

FAR = "2036-01-05"
LONG_AGO = "2026-01-05"
FEW = 10_000
ELSEWHERE = 100_000_000
CODE = "no_update"
SMALL = "bench_deadlines"


def fill_deadlines(world, count):
    """Clocks on records elsewhere, none of them due; written as SQL, as time would have."""
    world.env.cr.execute(
        """INSERT INTO foreign_trade_deadline
                  (code, res_model, res_id, state, started_at, warn_at, due_at, next_at,
                   policy_hours, company_id)
           SELECT %s, 'crm.lead', %s + n, 'open', now(), %s, %s, %s, 48, %s
             FROM generate_series(1, %s) AS n
               ON CONFLICT DO NOTHING""",
        [CODE, ELSEWHERE, FAR, FAR, FAR, world.env.company.id, count],
    )


@register
class NothingDue(Case):
    """None of a million deadlines is due: as fast as with ten thousand."""

    name = "deadlines_none_due"
    runs = 40
    own_base = True
    added_queries = 0
    limits = {"suite": 1.25, "loaded": 1.25}

    def setup(self, world):
        if world.side != "plain":
            fill_deadlines(world, world.number(10 * FEW, 1_000_000))
            fewer.make(world, SMALL, {"foreign_trade_deadline": f"res_id <= {ELSEWHERE + FEW}"})
        return {}

    def run(self, env, data):
        fewer.use(env)
        return self._look(env)

    def run_base(self, env, data):
        fewer.use(env, SMALL)
        return self._look(env)

    def _look(self, env):
        rows = env["foreign.trade.deadline"].sudo()
        return [len(rows._lock_due(50)) + rows._count_due()]


@register
class Due(Case):
    """A hundred are due; plain Odoo schedules the same hundred activities."""

    name = "deadlines_100_due"
    runs = 20
    records = 100
    limits = {"suite": 1.6, "loaded": 1.6}

    def setup(self, world):
        env = world.env(context={**world.env.context, "tracking_disable": True})
        leads = env["crm.lead"].create(
            [
                {"name": f"Late {n}", "type": "lead", "user_id": world.user_id}
                for n in range(self.records)
            ]
        )
        if world.side == "plain":
            return {"side": world.side, "ids": leads.ids}
        rows = env["foreign.trade.deadline"].sudo()
        rows.search([("res_id", "in", leads.ids), ("res_model", "=", "crm.lead")]).unlink()
        rows = rows.create(
            [
                {
                    "code": CODE, "res_model": "crm.lead", "res_id": lead.id, "policy_hours": 48,
                    "started_at": LONG_AGO, "warn_at": LONG_AGO, "next_at": FAR,
                    "due_at": FAR, "company_id": env.company.id, "user_id": world.user_id,
                }
                for lead in leads
            ]
        )  # fmt: skip
        return {"side": world.side, "ids": rows.ids}

    def run(self, env, data):
        if data["side"] == "plain":
            for lead in env["crm.lead"].sudo().browse(data["ids"]):
                lead.activity_schedule(
                    "mail.mail_activity_data_todo",
                    date_deadline=FAR,
                    summary="Follow up due soon",
                    note="Promised within 48 h.",
                    user_id=lead.user_id.id,
                )
        else:
            env["foreign.trade.deadline"].sudo().browse(data["ids"])._process_due()
        env.flush_all()
        today = [("create_date", ">=", env.cr.now()), ("res_model", "=", "crm.lead")]
        return [env["mail.activity"].sudo().search_count(today)]
