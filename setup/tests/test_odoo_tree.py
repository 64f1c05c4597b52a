import tempfile
import unittest
from pathlib import Path

from ft import odoo_tree, say


def make(root, series="(19, 0, 0, FINAL, 0, '')", addon="sale_crm"):
    (root / "odoo" / "addons" / addon).mkdir(parents=True)
    (root / "odoo" / "release.py").write_text(f"version_info = {series}\n", encoding="utf-8")


class TestLocate(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve()

    def test_checkout(self):
        make(self.root)
        self.assertEqual(odoo_tree.locate(self.root).pythonpath, self.root)

    def test_the_package_itself(self):
        make(self.root)
        self.assertEqual(odoo_tree.locate(self.root / "odoo").pythonpath, self.root)

    def test_unpacked_debian_package(self):
        inner = self.root / odoo_tree.PACKAGED
        make(inner)
        self.assertEqual(odoo_tree.locate(self.root).pythonpath, inner)

    def test_another_series_is_refused(self):
        make(self.root, "('saas~18', 4, 0, FINAL, 0, '')")
        with self.assertRaisesRegex(say.Stop, "saas~18.4"):
            odoo_tree.locate(self.root)

    def test_no_odoo(self):
        with self.assertRaisesRegex(say.Stop, "no Odoo in"):
            odoo_tree.locate(self.root)

    def test_without_its_add_ons(self):
        make(self.root, addon="base")
        with self.assertRaisesRegex(say.Stop, "sale_crm is missing"):
            odoo_tree.locate(self.root)


class TestDanglingLinks(unittest.TestCase):
    def test_finds_links_that_lead_nowhere(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "good").symlink_to(folder)
            Path(folder, "bad").symlink_to("nowhere")
            self.assertEqual(odoo_tree.dangling_links(folder), [f"{folder}/bad"])
