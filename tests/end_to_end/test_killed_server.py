import os
import shlex
import signal
import subprocess
import time

from .chain_case import ChainCase

LEADS = 400
RUN = "env.ref('foreign_trade_crm.ir_cron_deadline').method_direct_trigger()\n"
# the first batch is committed; what the second one did is not, and never will be
HANG = """
import time
deadlines, batches = env.registry["foreign.trade.deadline"], []
process = deadlines._process_due
def hang_in_the_second(rows):
    process(rows)
    batches.append(rows)
    if len(batches) == 2:
        time.sleep(600)
deadlines._process_due = hang_in_the_second

"""


class TestKilledServer(ChainCase):
    """A server dies in the middle of the deadline action; the next one finishes it.

    Nobody is warned twice and nobody is left out.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leads = cls.admin["crm.lead"].create(
            [
                {"name": f"Killed {n}", "type": "lead", "user_id": cls.exporter.uid["rep"]}
                for n in range(LEADS)
            ]
        )
        cls._shell(
            f"""
rows = env["foreign.trade.deadline"].search(
    [("res_model", "=", "crm.lead"), ("res_id", "in", {cls.leads}), ("code", "=", "no_update")])
assert len(rows) == {LEADS}, len(rows)
rows.write({{"warn_at": "2026-01-05", "next_at": "2026-01-05", "due_at": "2036-01-05"}})
env.cr.commit()
"""
        )

    @staticmethod
    def _start(script):
        """Odoo's shell as a server of its own, given a script."""
        command = shlex.split(os.environ["FT_ODOO_CMD"])
        command += ["shell", os.environ["FT_ADDONS"], "-d", os.environ["FT_DB"], "--no-http"]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, text=True, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        process.stdin.write(script)
        process.stdin.close()
        return process

    @classmethod
    def _shell(cls, script):
        process = cls._start(script + "\nimport os; os._exit(7)\n")
        code = process.wait(120)
        assert code == 7, f"the shell ended with {code}"

    def _warned(self):
        """How many reminders each of the leads has."""
        found = self.admin["mail.activity"].search_read(
            [("res_model", "=", "crm.lead"), ("res_id", "in", self.leads)],
            ["res_id"],
            context={"active_test": False},
        )
        return [activity["res_id"] for activity in found]

    def test_killed_in_the_middle(self):
        process = self._start(HANG + RUN)
        deadline = time.monotonic() + 120
        while not self._warned():
            self.assertLess(time.monotonic(), deadline, "the action never began")
            self.assertIsNone(process.poll(), "the action ended before anything was seen of it")
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        before = self._warned()
        self.assertLess(len(before), LEADS, "the others were not committed")
        self.assertEqual(len(before), len(set(before)))
        self._shell(RUN)
        after = self._warned()
        self.assertEqual(sorted(after), sorted(self.leads), "each once, none left out")
        self.assertLessEqual(set(before), set(after))
