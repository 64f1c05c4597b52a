from unittest.mock import patch

from odoo.tests import tagged

from .assignment_common import AssignmentCommon


@tagged("post_install", "-at_install")
class TestAssignmentDigest(AssignmentCommon):
    """One message for each person and run, in the person's language."""

    def _told(self, user):
        return self.env["mail.message"].search(
            [("message_type", "=", "user_notification"), ("partner_ids", "in", user.partner_id.ids)]
        )

    def _messages_of(self, action, user):
        before = self._told(user)
        action()
        return self._told(user) - before

    def test_each_person_hears_once(self):
        self._turns({self.rep: 1, self.rep2: 1})
        before = {user: self._told(user) for user in (self.rep, self.rep2)}
        self._create_leads(10, country_id=self.france.id)
        for user, messages in before.items():
            new = self._told(user) - messages
            self.assertEqual(len(new), 1)
            self.assertIn("5 leads have been assigned to you", new.subject)
            self.assertIn("France", new.body)

    def test_in_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self._turns({self.rep: 1})
        self.rep.lang = "zh_CN"
        new = self._messages_of(lambda: self._create_leads(3), self.rep)
        self.assertEqual(len(new), 1)

    def test_import_in_several_steps(self):
        """One call of ``load`` with a failing row creates record by record, and tells once."""
        self._turns({self.rep: 1})
        leads = self.env["crm.lead"].with_user(self.manager)
        rows = [[f"Card {number}", "lead", "Spain"] for number in range(6)]
        new = self._messages_of(lambda: leads.load(["name", "type", "country_id"], rows), self.rep)
        self.assertEqual(len(new), 1)
        self.assertIn("6 leads", new.subject)
        self.assertFalse(self.env["foreign.trade.assignment.notice"].search([]))

    def test_long_file_imported_in_parts(self):
        self._turns({self.rep: 1})
        lines = "\n".join(f"Card {number},lead" for number in range(5))
        importer = (
            self.env["base_import.import"]
            .with_user(self.manager)
            .create(
                {
                    "res_model": "crm.lead",
                    "file": f"name,type\n{lines}".encode(),
                    "file_type": "text/csv",
                    "file_name": "cards.csv",
                }
            )
        )
        options = {"quoting": '"', "separator": ",", "has_headers": True}

        def part(skip, limit, dryrun=False):
            return importer.execute_import(
                ["name", "type"],
                ["name", "type"],
                {**options, "skip": skip, "limit": limit},
                dryrun=dryrun,
            )

        self.assertFalse(self._messages_of(lambda: part(0, 3, dryrun=True), self.rep))
        self.assertFalse(self._messages_of(lambda: part(0, 3), self.rep), "not at its end yet")
        new = self._messages_of(lambda: part(3, 3), self.rep)
        self.assertEqual(len(new), 1)
        self.assertIn("5 leads", new.subject)

    def test_broken_off_import(self):
        self._turns({self.rep: 1})
        leads = self.env["crm.lead"].with_user(self.manager)
        with leads._gather_assignment_notices("import:broken"):
            leads.create([{"name": f"L{number}", "type": "lead"} for number in range(2)])
        notices = self.env["foreign.trade.assignment.notice"]
        self.assertEqual(notices.search_count([("run", "=", "import:broken")]), 2)
        self.assertFalse(self._messages_of(notices._cron_send_stale, self.rep), "it may go on")
        self.env.cr.execute("UPDATE foreign_trade_assignment_notice SET create_date = '2020-01-01'")
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=1):
            self.assertEqual(len(self._messages_of(notices._cron_send_stale, self.rep)), 1)
        self.assertFalse(notices.search([]))

    def test_somebody_else_chosen_later_is_told_by_odoo(self):
        self._turns({self.rep: 1})
        lead = self._create_leads(1)
        new = self._messages_of(
            lambda: lead.with_user(self.manager).write({"user_id": self.rep2.id}), self.rep2
        )
        self.assertEqual(len(new), 1)
        self.assertFalse(lead.assignment_kind)

    def test_follower_and_note(self):
        self._turns({self.rep: 1})
        leads = self._create_leads(3)
        for lead in leads:
            self.assertIn(self.rep.partner_id, lead.message_partner_ids)
