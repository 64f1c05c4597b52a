from datetime import timedelta
from functools import partial

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .lead_common import LeadCommon


@tagged("post_install", "-at_install")
class TestOwnershipHistory(LeadCommon):
    """Who had a lead or customer, from when to when, and why: through every door."""

    def _owners(self, record):
        """Owner and reason of each row, the oldest first."""
        self.env.flush_all()
        rows = record.sudo().ownership_ids.sorted("id")
        return [(row.user_id, row.reason) for row in rows]

    def test_a_lead_keeps_its_owners(self):
        with freeze_time("2026-03-02 08:00:00"):
            lead = self._create_lead(self.rep)
        self.assertEqual(self._owners(lead), [(self.rep, False)])
        with freeze_time("2026-03-09 08:00:00"):
            lead.with_user(self.manager)._change_owner(self.rep2, "Speaks Spanish")
            self.assertEqual(self._owners(lead), [(self.rep, False), (self.rep2, "Speaks Spanish")])
        past, present = lead.ownership_ids.sorted("id")
        self.assertEqual(past.days, 7)
        self.assertEqual(past.date_to, present.date_from)
        self.assertFalse(present.date_to)
        self.assertEqual(present.changed_by_id, self.manager)

    def test_every_door(self):
        lead = self._create_lead(self.rep)
        lead.with_user(self.manager).write({"user_id": self.rep2.id})
        self.env.flush_all()  # what never reached the database is no history
        lead.sudo().user_id = False
        lead.with_user(self.manager).load(
            [".id", "user_id/.id"], [[str(lead.id), str(self.rep.id)]]
        )
        users = [user for user, _reason in self._owners(lead)]
        self.assertEqual(users, [self.rep, self.rep2, self.env["res.users"], self.rep])

    def test_nothing_is_kept_of_no_change(self):
        lead = self._create_lead(self.rep)
        lead.user_id = self.rep
        lead.write({"user_id": self.rep.id, "name": "Chairs"})
        self.assertFalse(lead._change_owner(self.rep, "Again"))
        self.assertEqual(self._owners(lead), [(self.rep, False)])

    def test_a_contact_follows_its_company(self):
        """The owner that the ORM computes is kept as well."""
        person = self.env["res.partner"].create({"name": "Otto"})
        self.assertFalse(self._owners(person))
        person.parent_id = self.buyer
        self.assertEqual(self._owners(person), [(self.rep, False)])

    def test_an_owner_from_before_the_history(self):
        lead = self._create_lead(self.rep)
        self.env.flush_all()
        self.env.cr.execute("DELETE FROM foreign_trade_ownership WHERE res_model = 'crm.lead'")
        lead._change_owner(self.rep2, "Holidays")
        self.assertEqual(self._owners(lead), [(self.rep, False), (self.rep2, "Holidays")])
        first = lead.ownership_ids.sorted("id")[0]
        self.assertEqual(
            first.date_from.replace(microsecond=0), lead.create_date.replace(microsecond=0)
        )

    def test_a_change_in_plain_sql_can_be_kept(self):
        lead = self._create_lead(self.manager, user_id=False)
        self.assertFalse(self._owners(lead))
        self.env.cr.execute(
            "UPDATE crm_lead SET user_id = %s WHERE id = %s", (self.rep.id, lead.id)
        )
        lead._log_owner("Claimed")
        lead._log_owner("Claimed")
        self.assertEqual(self._owners(lead), [(self.rep, "Claimed")])
        lead._change_owner(self.env["res.users"], "Released: no answer")
        self.assertEqual(self._owners(lead)[1:], [(self.env["res.users"], "Released: no answer")])

    def test_queries_do_not_grow(self):
        """One query for any batch with owners, none without."""
        leads = self.env["crm.lead"].with_user(self.manager)

        def history(action):
            """How many of an action's queries touch the history."""
            self.env.flush_all()
            with self.assertLogs("odoo.sql_db", "DEBUG") as logs:
                action()
                self.env.flush_all()
            return sum("foreign_trade_ownership" in line for line in logs.output)

        for count in (1, 30):
            values = [{"name": f"Lead {n}", "user_id": self.rep.id} for n in range(count)]
            free = [{"name": f"Lead {n}", "user_id": False} for n in range(count)]
            partners = [{"name": f"Partner {n}"} for n in range(count)]
            owned = [{"name": f"Partner {n}", "user_id": self.rep.id} for n in range(count)]
            self.assertEqual(history(lambda v=values: leads.create(v)), 1)
            self.assertEqual(history(lambda v=free: leads.create(v)), 0)
            self.assertEqual(history(lambda v=partners: self.env["res.partner"].create(v)), 0)
            self.assertEqual(history(lambda v=owned: self.env["res.partner"].create(v)), 1)
            batch = leads.create(values)
            self.assertEqual(history(lambda b=batch: b.write({"user_id": self.rep2.id})), 1)
            self.assertEqual(history(lambda b=batch: b._change_owner(self.rep, "Why")), 2)
            self.assertEqual(history(lambda b=batch: b.write({"priority": "1"})), 0)

    def test_history_survives_a_merge_of_leads(self):
        first = self._create_lead(self.rep)
        second = self._create_lead(self.rep2)
        second._change_owner(self.manager, "Big deal")
        merged = (first | second).with_user(self.manager).merge_opportunity()
        self.assertEqual(
            set(self._owners(merged)),
            {(self.rep, False), (self.rep2, False), (self.manager, "Big deal")},
        )
        self.assertEqual(len(merged.ownership_ids.filtered(lambda row: not row.date_to)), 1)

    def test_history_survives_a_merge_of_customers(self):
        other = self.env["res.partner"].create({"name": "Grüne Gärten", "user_id": self.rep2.id})
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.buyer | other).ids, self.buyer, extra_checks=False)
        self.assertFalse(other.exists())
        self.assertEqual(set(self._owners(self.buyer)), {(self.rep, False), (self.rep2, False)})
        self.assertEqual(len(self.buyer.ownership_ids.filtered(lambda row: not row.date_to)), 1)

    def test_history_goes_with_its_record(self):
        lead = self._create_lead(self.rep)
        rows = lead.ownership_ids
        self.assertTrue(rows)
        lead.sudo().unlink()
        self.assertFalse(rows.exists())

    def test_nobody_edits_history(self):
        row = self._create_lead(self.rep).ownership_ids
        values = {"res_model": "crm.lead", "res_id": row.res_id, "date_from": fields.Datetime.now()}
        users = (self.rep, self.clerk, self.finance, self.manager, self.admin, self.env.user)
        for user in users:
            mine = row.with_user(user)
            for attempt in (
                partial(mine.write, {"reason": "Mine"}),
                mine.unlink,
                partial(mine.create, values),
            ):
                # an AccessError is one
                with self.assertRaises(UserError), mute_logger("odoo.models.unlink"):
                    attempt()

    def test_history_is_read_with_the_record(self):
        mine = self._create_lead(self.rep).ownership_ids
        theirs = self._create_lead(self.rep2).ownership_ids
        rows = self.env["foreign.trade.ownership"]
        domain = [("id", "in", (mine | theirs).ids)]
        self.assertEqual(rows.with_user(self.rep).search(domain), mine)
        self.assertEqual(rows.with_user(self.manager).search(domain), mine | theirs)
        self.assertEqual(mine.with_user(self.rep).read(["user_id"])[0]["user_id"][0], self.rep.id)
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            theirs.with_user(self.rep).read(["user_id"])
        with self.assertRaises(AccessError):
            theirs.with_user(self.rep).check_access("read")

    def test_imported_long_ago(self):
        """Days count up to now for the present owner."""
        with freeze_time("2026-03-02 08:00:00"):
            lead = self._create_lead(self.rep)
        with freeze_time(fields.Datetime.to_datetime("2026-03-02 08:00:00") + timedelta(days=3)):
            lead.ownership_ids.invalidate_recordset(["days"])
            self.assertEqual(lead.ownership_ids.days, 3)
