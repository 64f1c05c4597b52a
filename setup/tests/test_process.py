import subprocess
import sys
import time
import unittest

from ft import process, say

from tests.home_case import HomeCase


class TestReason(unittest.TestCase):
    def test_full_disk_comes_first(self):
        text = "$ x\nERROR: a\ncould not write: No space left on device\n"
        self.assertEqual(process.reason(text), "the disk is full")

    def test_last_exception(self):
        text = "$ x\nTraceback\nValueError: one\nodoo.exceptions.UserError: two\nFile x\n"
        self.assertEqual(process.reason(text), "odoo.exceptions.UserError: two")

    def test_marked_line(self):
        self.assertEqual(process.reason("$ x\nE: no such package\nbye\n"), "E: no such package")

    def test_silence(self):
        self.assertEqual(process.reason("$ x\n"), "it failed without a word")


class TestRun(HomeCase):
    def test_failure_is_one_line(self):
        with self.assertRaisesRegex(say.Stop, "^cannot do it: E: broken"):
            process.run(["sh", "-c", "echo E: broken; exit 3"], "do it", "x")

    def test_missing_program(self):
        with self.assertRaisesRegex(say.Stop, "no-such-program is not installed"):
            process.run(["no-such-program"], "do it", "x")

    def test_too_slow(self):
        with self.assertRaisesRegex(say.Stop, "no end after 0.2 s"):
            process.run(["sleep", "30"], "do it", "x", timeout=0.2)

    def test_ending_takes_grandchildren_along(self):
        script = (
            "import subprocess, time; print(subprocess.Popen(['sleep', '60']).pid, flush=True);"
        )
        child = subprocess.Popen(
            [sys.executable, "-c", script + "time.sleep(60)"],
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        grandchild = int(child.stdout.readline())
        process.end(child)
        child.stdout.close()
        self.assertNotEqual(child.returncode, 0)
        until = time.monotonic() + 30  # it sleeps for twice as long
        while running(grandchild) and time.monotonic() < until:
            time.sleep(0.02)
        self.assertFalse(running(grandchild))


def running(pid):
    """Whether a process runs, a zombie not counted."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as handle:
            return handle.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
