"""Talks to one worker process of the benchmark."""

import json
import select
import subprocess

from . import paths, process, say, venv

SCRIPT = paths.SETUP / "ft" / "inside" / "bench_worker.py"


class Side:
    """A worker with Odoo loaded on one database."""

    def __init__(self, name, ground, database, size):
        self.name = name
        env = ground.runner.env()
        env["PYTHONPATH"] += f":{paths.SETUP}"
        self.log = process.log_file(f"bench-{name}")
        with open(self.log, "wb") as log:
            self.child = subprocess.Popen(
                [venv.python(), SCRIPT, name, size, database, ground.runner.addons_option(),
                 "--max-cron-threads=0", "--no-http", "--log-level=warn"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, env=env,
                start_new_session=True, preexec_fn=process.die_with_parent, text=True,
            )  # fmt: skip
        process.CHILDREN.add(self.child)

    def ask(self, what, about, timeout=1800):
        """Have the worker do something and return its answer."""
        try:
            self.child.stdin.write(json.dumps({"do": what, "with": about}) + "\n")
            self.child.stdin.flush()
        except BrokenPipeError:
            raise self._died() from None
        ready, _, _ = select.select([self.child.stdout], [], [], timeout)
        line = self.child.stdout.readline() if ready else ""
        if not line:
            raise self._died()
        answer = json.loads(line)
        if "error" in answer:
            say.note(answer["error"])
            why = process.reason(answer["error"])
            raise say.Stop(f"the benchmark fails on the side {self.name}, {about}: {why}")
        return answer["ok"]

    def _died(self):
        why = process.reason("\n" + process.tail(self.log))
        return say.Stop(f"the side {self.name} of the benchmark ended: {why} (see {self.log})")

    def close(self):
        """End the worker."""
        process.end(self.child)
        process.CHILDREN.discard(self.child)
