from types import SimpleNamespace

from ft import installation, process

from .home_case import HomeCase

CLEAN = "Running as user 'root' is a security risk.\n2026-11-22 15:53:42,682 9 INFO ft_x odoo: y\n"
WARNING = "2026-11-22 15:53:42,682 9 WARNING ft_x odoo.addons.base: <b>Access Rights</b>"


class TestInstallation(HomeCase):
    def setUp(self):
        super().setUp()
        made = SimpleNamespace(suite_name=lambda: "ft_suite", demo_name=lambda: "ft_demo")
        self.ground = SimpleNamespace(templates=made)

    def made(self, kind, work, name, text):
        process.log_file(f"{kind}-{work}").write_text(text, encoding="utf-8")
        installation.keep_logs(work, name)

    def test_each_log_counts(self):
        self.made("install", "work1", "ft_suite", CLEAN)
        self.made("install", "work2", "ft_demo", CLEAN)
        self.made("finish", "work2", "ft_demo", f"{CLEAN}{WARNING}\nView error context:\n")
        part = installation.run(self.ground)
        self.assertEqual(part.passed, 2)
        self.assertEqual(list(part.failures.values()), [WARNING])
        self.assertIn("finish-ft_demo", next(iter(part.failures)))

    def test_templates_of_another_day_left_no_log(self):
        part = installation.run(self.ground)
        self.assertEqual((part.passed, part.failures), (0, {}))
