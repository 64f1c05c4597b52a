from odoo.tests import tagged, warmup

from .common import ForeignTradeCommon

FIELDS = ["name", "type", "partner_name", "email_from"]


@tagged("post_install", "-at_install")
class TestDuplicateImport(ForeignTradeCommon):
    """A whole import is looked through; nobody learns more than in the form."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.known = cls._create_lead(
            type="lead", name="Secret", partner_name="Nordic Huts A/S", email_from="l@huts.example"
        )

    def _load(self, *rows, user=None, model="crm.lead", fields=None):
        result = (
            self.env[model]
            .with_user(user or self.rep2)
            .load(fields or FIELDS, [list(r) for r in rows])
        )
        self.assertFalse(result["messages"])
        return result

    def test_known_and_twice_in_the_file(self):
        result = self._load(
            ["A", "Lead", "New Firm Ltd", "a@new.example"],
            ["B", "Lead", "NORDIC HUTS", "b@b.example"],
            ["C", "Lead", "New Firm LLC", "c@c.example"],
            ["D", "Lead", "Fourth Firm", "sale@huts.example"],
        )
        self.assertEqual([index for index, _text in result["duplicates"]], [1, 2])
        text = result["duplicates"][0][1]
        self.assertIn("A colleague has this buyer as a lead: Lin Wei, same company name", text)
        self.assertNotIn("Secret", str(result))
        self.assertEqual(result["duplicates"][1][1], "the same buyer as row 1")
        leads = self.env["crm.lead"].browse(result["ids"])
        self.assertEqual(leads.mapped("duplicate_flag"), [False, True, True, False])

    def test_customers(self):
        result = self._load(
            ["Grüne Gärten AG", "Company"],
            ["Fresh Ltd", "Company"],
            user=self.manager,
            model="res.partner",
            fields=["name", "company_type"],
        )
        self.assertEqual([index for index, _text in result["duplicates"]], [0])

    def test_test_run_in_the_import_screen(self):
        wizard = self._import_screen()
        result = wizard.execute_import(FIELDS, FIELDS, OPTIONS, dryrun=True)
        self.assertEqual(result["messages"][0]["type"], "warning")
        self.assertIn("buyers you know already: 1.", result["messages"][0]["message"])
        self.assertIn("Row 2: A colleague", result["messages"][0]["message"])
        result = self._import_screen().execute_import(FIELDS, FIELDS, OPTIONS)
        self.assertFalse(result["messages"], "the import itself is not stopped")
        self.assertEqual(len(result["ids"]), 2)

    def _import_screen(self):
        rows = (
            FIELDS,
            ["A", "lead", "New", "a@a.example"],
            ["B", "lead", "Nordic Huts", "b@b.example"],
        )
        file = "\n".join(",".join(row) for row in rows)
        return (
            self.env["base_import.import"]
            .with_user(self.rep2)
            .create(
                {
                    "res_model": "crm.lead",
                    "file": file.encode(),
                    "file_name": "leads.csv",
                    "file_type": "text/csv",
                }
            )
        )

    @warmup
    def test_constant_queries(self):
        def rows(count, mark):
            return [
                [f"{mark}{n}", "Lead", f"Nordic Huts {n % 3}", f"{mark}{n}@x{n}.example"]
                for n in range(count)
            ]

        self._load(*rows(5, "w"))
        leads = self.env["crm.lead"].with_user(self.rep2)
        counts = []
        for size, mark in ((20, "a"), (60, "b")):
            imported = leads.browse(self._load(*rows(size, mark))["ids"])
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            imported._check_imported()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])


OPTIONS = {
    "quoting": '"',
    "separator": ",",
    "has_headers": True,
    "encoding": "utf-8",
    "date_format": "",
    "datetime_format": "",
    "float_thousand_separator": ",",
    "float_decimal_separator": ".",
    "keep_matches": False,
    "import_skip_records": [],
    "fallback_values": {},
    "skip": 0,
    "limit": 2000,
}
