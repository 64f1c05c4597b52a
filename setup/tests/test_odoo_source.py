import os
import subprocess
from unittest import mock

from ft import odoo_source, odoo_tree, say, staged

from tests.home_case import HomeCase


def git(*arguments, cwd):
    settings = ("-c", "user.name=t", "-c", "user.email=t@example.com")
    subprocess.run(["git", *settings, *arguments], cwd=cwd, check=True, capture_output=True)


class TestWithoutApt(HomeCase):
    """Where apt is missing Odoo comes from a shallow clone."""

    def setUp(self):
        super().setUp()
        self.origin = self.home.parent / "origin"
        for addon in ("sale_crm", "mail"):
            folder = self.origin / "addons" / addon
            folder.mkdir(parents=True)
            (folder / "__manifest__.py").write_text("{}", encoding="utf-8")
        (self.origin / "odoo").mkdir()
        release = self.origin / "odoo" / "release.py"
        release.write_text("version_info = (19, 0, 0, FINAL, 0, '')\n", encoding="utf-8")
        git("init", "-q", "-b", "19.0", ".", cwd=self.origin)
        git("add", ".", cwd=self.origin)
        git("commit", "-q", "-m", "x", cwd=self.origin)
        self.patch(mock.patch("ft.apt.mirror", return_value=None))

    def test_clone(self):
        with mock.patch.dict(os.environ, FT_ODOO_GIT=f"file://{self.origin}"):
            odoo = odoo_source.ensure()
        self.assertRegex(odoo.version, r"^19\.0-[0-9a-f]{12}$")
        self.assertTrue((self.home / "odoo/addons/mail" / odoo_source.SELFIE).is_file())

    def test_broken_off_clone_leaves_nothing(self):
        with mock.patch.dict(os.environ, FT_ODOO_GIT=f"file://{self.origin}/none"):
            with self.assertRaisesRegex(say.Stop, "cannot clone Odoo"):
                odoo_source.ensure()
        self.assertFalse(staged.complete(self.home / "odoo"))
        self.assertEqual(list(self.home.glob(".odoo-*")), [])

    def test_neither_apt_nor_git(self):
        with mock.patch("shutil.which", return_value=None):
            with self.assertRaisesRegex(say.Stop, "neither apt"):
                odoo_source.ensure()


class TestGiven(HomeCase):
    def test_odoo_home_is_used_and_not_touched(self):
        tree = self.home.parent / "given"
        for addon in ("sale_crm", "mail"):
            (tree / "addons" / addon).mkdir(parents=True)
        manifest = tree / "addons/mail/__manifest__.py"
        manifest.write_text("{'assets': {'b': ['mail/static/lib/x.js']}}", encoding="utf-8")
        (tree / "odoo").mkdir()
        text = "version_info = (19, 0, 0, FINAL, 0, '')\n"
        (tree / "odoo/release.py").write_text(text, encoding="utf-8")
        with mock.patch.dict(os.environ, ODOO_HOME=str(tree)), mock.patch("ft.say.warn") as warn:
            odoo = odoo_source.ensure()
        self.assertEqual(odoo.version, odoo_tree.SERIES)
        self.assertIn("mail/static/lib/x.js", warn.call_args[0][0])
        self.assertFalse((self.home / "odoo").exists())
