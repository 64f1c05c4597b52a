import tempfile
import unittest
from pathlib import Path

from ft import staged


class TestBuilding(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.target = Path(folder.name) / "odoo"

    def test_complete_or_absent(self):
        with staged.building(self.target, {"version": "1"}) as work:
            (work / "file").write_text("x", encoding="utf-8")
            self.assertFalse(self.target.exists())
        self.assertEqual(staged.stamp(self.target), {"version": "1"})
        self.assertTrue((self.target / "file").is_file())

    def test_failure_leaves_nothing(self):
        with self.assertRaises(ValueError), staged.building(self.target, {}):
            raise ValueError
        self.assertEqual(list(self.target.parent.iterdir()), [])

    def test_failure_keeps_what_was_there(self):
        with staged.building(self.target, {"version": "1"}):
            pass
        with self.assertRaises(ValueError), staged.building(self.target, {}):
            raise ValueError
        self.assertEqual(staged.stamp(self.target), {"version": "1"})

    def test_leftovers_of_a_killed_build_go(self):
        left = self.target.parent / ".odoo-new-abc"
        left.mkdir()
        with staged.building(self.target, {}):
            pass
        self.assertFalse(left.exists())

    def test_a_folder_without_a_stamp_is_not_complete(self):
        self.target.mkdir()
        self.assertFalse(staged.complete(self.target))
