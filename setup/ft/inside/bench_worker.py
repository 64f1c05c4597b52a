"""One side of the benchmark: a process that keeps Odoo loaded and works when told to.

Reads commands as lines of JSON from standard input and answers each with a line.
"""

import cProfile
import gc
import importlib
import json
import os
import statistics
import sys
import time
import traceback
from pathlib import Path

from ft import bench_case

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.sql_db import Cursor
from odoo.tools import config

CASES = Path(__file__).resolve().parents[2] / "bench_cases"
TEAM = "Benchmark"
STAGES = ("Requirement", "Quotation", "Sample", "Negotiation", "Awaiting", "Won")
LEFT_OUT = {
    # An order would need a contract first, which plain Odoo does not have: no outcome to
    # compare. `light_order_gate` puts a gate there that the order passes.
    "order_gates",
    # An order in another currency, by a price list, is another outcome.
    "quoting_currencies",
}


class Worker:
    """Holds the registry and the data each case prepared."""

    def __init__(self, database, side, size):
        self.registry = Registry(database)
        self.side = side
        self.size = size
        self.data = {}

    def prepare(self, names):
        """Make the shared world and each case's data, and commit it."""
        with self.registry.cursor() as cr:
            world = self._make_world(api.Environment(cr, SUPERUSER_ID, {}))
            for name in names:
                self.data[name] = bench_case.CASES[name].setup(world)
                world.env.flush_all()
            cr.commit()
            cr.execute("ANALYZE")
        self.user_id = world.user_id
        self.team_id = world.team_id

    def _make_world(self, env):
        world = bench_case.World(env, self.side, self.size)
        world.user_id = self._make_user(env).id
        manager = env.ref("base.user_admin")
        world.env = env(user=manager.id)
        if self.side == "loaded":
            self._load_ready_sets(world)
        else:
            self._make_board(world)
        return world

    def _make_user(self, env):
        group = "sales_team.group_sale_salesman_all_leads"
        groups = [group, "base.group_user", "crm.group_use_lead"]
        if self.side != "plain":
            groups.append("foreign_trade_crm.group_sales_representative")
        return env["res.users"].create(
            {
                "name": "Representative",
                "login": "bench_representative",
                "group_ids": [(6, 0, [env.ref(name).id for name in groups])],
            }
        )

    def _make_board(self, world):
        env = world.env
        team = env["crm.team"].create({"name": TEAM, "company_id": env.company.id})
        stages = env["crm.stage"].create(
            [
                {
                    "name": name,
                    "sequence": number,
                    "team_ids": [(6, 0, team.ids)],
                    "is_won": name == "Won",
                }
                for number, name in enumerate(STAGES)
            ]
        )
        world.team_id, world.stage_ids = team.id, stages.ids

    def _load_ready_sets(self, world):
        """Load what our modules offer; the only place that knows how."""
        env = world.env
        gallery = env["foreign.trade.gallery"]
        gallery._load([code for code in gallery.search([]).mapped("code") if code not in LEFT_OUT])
        team = gallery._loaded("team_export", "crm.team")
        world.team_id = team.id
        world.stage_ids = env["crm.stage"].search([("team_ids", "in", team.ids)]).ids
        self._lighten_ladder(env)
        gallery._ensure_gate(
            "light_order_gate",
            {
                "transition": "order_confirm",
                "name": "Benchmark",
                "kind": "fields",
                "field_names": ["partner_id"],
                "message": "Choose the customer.",
            },
        )

    def _lighten_ladder(self, env):
        """Every confirmation is judged by the whole ladder, and needs nobody's approval."""
        ladder = env["foreign.trade.approval.rule"].search([("moment", "=", "contract_issue")])
        plain = ladder.filtered(lambda rule: rule.measure in ("always", "not_prepaid"))
        plain.write({"measure": "amount", "operator": "ge", "threshold": 10**12})

    def run(self, name):
        """Do a case's work once in a fresh transaction and roll it back."""
        return self._measure(bench_case.CASES[name].run, self.data[name])

    def run_base(self, name):
        """The same for the work it is compared with."""
        return self._measure(bench_case.CASES[name].run_base, self.data[name])

    def _measure(self, work, data):
        with self.registry.cursor() as cr:
            context = {"lang": "en_US", "tz": "UTC"}
            env = api.Environment(cr, self.user_id, context)
            env.user.has_group("base.group_user")
            gc.collect()
            before = cr.sql_log_count
            began = time.perf_counter()
            outcome = work(env, data)
            env.flush_all()
            milliseconds = (time.perf_counter() - began) * 1000
            queries = cr.sql_log_count - before
            cr.rollback()
        return {"ms": milliseconds, "queries": queries, "outcome": outcome}

    def profile(self, about):
        """Run a case a few times under the profiler and keep what it saw for `pstats`."""
        name, times, file = about
        profiler = cProfile.Profile()
        for number in range(times + 1):
            if number:
                profiler.enable()
            self.run(name)
            profiler.disable()
        profiler.dump_stats(file)
        with open(f"{file}.sql", "w", encoding="utf-8") as out:
            runs = [self._queries(name) for _number in range(times)]
            for statements in zip(*runs, strict=False):
                milliseconds = statistics.median(taken for taken, _what in statements)
                out.write(f"{milliseconds:6.3f} ms {statements[0][1]}\n")
        return file

    def _queries(self, name):
        """The statements of one run: how long each took, and the line of an add-on that asked."""
        seen, execute = [], Cursor.execute

        def listen(cr, query, *arguments, **options):
            frames = traceback.extract_stack()[:-1]
            asked = [
                one for one in frames if "/addons/" in one.filename or "foreign" in one.filename
            ]
            where = asked[-1] if asked else frames[-1]
            place = f"{Path(where.filename).name}:{where.lineno}"
            text = " ".join(str(getattr(query, "code", query)).split())[:200]
            began = time.perf_counter()
            result = execute(cr, query, *arguments, **options)
            taken = (time.perf_counter() - began) * 1000
            seen.append((taken, f"{place:<50} {text}"))
            return result

        Cursor.execute = listen
        try:
            self.run(name)
        finally:
            Cursor.execute = execute
        return seen


def load_cases():
    """Import every file with cases."""
    sys.path.insert(0, str(CASES))
    for path in sorted(CASES.glob("*.py")):
        importlib.import_module(path.stem)


def main():
    """Answer commands until standard input ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever Odoo prints goes to the log
    side, size, database, *arguments = sys.argv[1:]
    config.parse_config([*arguments, "-d", database], setup_logging=True)
    load_cases()
    worker = Worker(database, side, size)
    for line in sys.stdin:
        order = json.loads(line)
        try:
            answer = {"ok": getattr(worker, order["do"])(order["with"])}
        except Exception:
            answer = {"error": traceback.format_exc()}
        answers.write(json.dumps(answer, default=str) + "\n")
        answers.flush()


main()
