from datetime import timedelta
from unittest.mock import MagicMock

from freezegun import freeze_time
from psycopg2.errors import SerializationFailure

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .pool_common import NOW, PoolCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestPoolTakeBack(PoolCommon):
    """Whom a policy hits, and when."""

    policy_values = {"order_days": 60, "cooling_days": 10}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.idle = cls._customer("Idle S.L.")
        cls.late = cls._customer("Almost S.L.")
        cls.fresh = cls._customer("Fresh S.L.")
        cls.tier_a = cls._customer("Important S.L.", customer_tier="a")
        cls.lead = cls._create_lead(type="lead").with_env(cls.env)
        cls.all = cls.idle | cls.late | cls.fresh | cls.tier_a
        for record, days in (
            (cls.idle, 40),
            (cls.late, 28),
            (cls.fresh, 20),
            (cls.tier_a, 40),
            (cls.lead, 16),
            (cls.buyer | cls.contact, 1),
        ):
            cls._backdate(record, days)

    def setUp(self):
        super().setUp()
        # a test commits nothing; see TestPoolConcurrency for what happens on several servers
        self.patch(self.env.registry["ir.cron"], "_commit_progress", lambda *_args, **_kw: 60)

    def _switch_on(self):
        policy = self.policy.with_user(self.manager)
        policy.action_preview()
        policy.action_switch_on()

    def _run(self, days=0):
        with freeze_time(NOW + timedelta(days=days)):
            self.env["foreign.trade.pool.policy"]._cron_take_back()
        self.env.invalidate_all()

    def _reminders(self, user=None):
        return self.env["mail.activity"].search(
            [
                ("res_model", "in", ("res.partner", "crm.lead")),
                ("res_id", "in", (self.all.ids + self.lead.ids)),
                ("user_id", "=", (user or self.rep).id),
                ("summary", "ilike", "returns to the pool"),
            ]
        )

    def test_off_until_previewed(self):
        policy = self.policy.with_user(self.manager)
        with self.assertRaisesRegex(UserError, "Preview whom"):
            policy.action_switch_on()
        with self.assertRaisesRegex(UserError, "Preview whom"):
            policy.create({"name": "Other", "take_back": True, "active": False})
        with self.assertRaises(UserError):
            policy.previewed_at = NOW
        with self.assertRaises(UserError):
            policy.create({"name": "Other", "active": False, "previewed_at": NOW})
        self._run()
        self.assertFalse(self._reminders())
        self._switch_on()
        self.assertTrue(policy.take_back)
        self.assertEqual(policy.previewed_by_id, self.manager)

    def test_changing_the_days_switches_it_off(self):
        self._switch_on()
        self.policy.with_user(self.manager).write({"claims_per_day": 5, "days_a": 90})
        self.assertTrue(self.policy.take_back)
        self.policy.with_user(self.manager).days_a = 60
        self.assertFalse(self.policy.take_back)
        self.assertFalse(self.policy.previewed_at)

    def test_warned_then_taken_back(self):
        self._switch_on()
        self._run()
        reminded = self._reminders()
        self.assertEqual(set(reminded.mapped("res_id")), {self.idle.id, self.late.id, self.lead.id})
        self.assertEqual(set(reminded.mapped("date_deadline")), {(NOW + timedelta(days=3)).date()})
        self.assertEqual(self.idle.user_id, self.rep, "nothing is taken back without a warning")

        self._run(days=2)
        self.assertEqual(self._reminders(), reminded, "warned once")
        self.assertEqual(self.idle.user_id, self.rep)

        self._run(days=3.1)
        self.assertTrue(self.idle.pool_member)
        self.assertFalse(self.idle.user_id)
        self.assertTrue(self.late.pool_member, "28 days and 3 of warning")
        self.assertFalse(self.lead.user_id)
        self.assertFalse(self.fresh.pool_member)
        self.assertFalse(self.tier_a.pool_member, "90 days for tier A")
        self.assertFalse(self._reminders(), "nothing left to remind of")
        self.assertEqual(self._teaser(self.idle).reason_id.name, "Nobody followed it up")
        self.assertEqual(self.idle.ownership_ids[:1].reason, "Taken back: no follow-up")

    def test_contact_begins_a_new_count(self):
        self._switch_on()
        self._run()
        known = self._create_lead(type="lead", partner_id=False).with_env(self.env)
        known._register_contact(NOW - timedelta(days=50), self.rep)
        with freeze_time(NOW + timedelta(minutes=30)):
            known.partner_id = self.idle
        self.assertIn(self.idle.id, self._reminders().mapped("res_id"), "that was long ago")
        with freeze_time(NOW + timedelta(hours=1)):
            self.idle._register_contact(user=self.rep)
        self.assertNotIn(self.idle.id, self._reminders().mapped("res_id"), "no reminder either")
        self.lead._change_owner(self.rep2)
        self._run(days=4)
        self.assertEqual(self.idle.user_id, self.rep)
        self.assertEqual(self.lead.user_id, self.rep2)
        contacted = NOW + timedelta(hours=1)
        self.assertEqual(self.idle.sudo().pool_counted_from, contacted, "not looked at again")
        self._run(days=29)
        self.assertIn(self.idle.id, self._reminders().mapped("res_id"))

    def test_imported_records_count_from_when_they_came_in(self):
        imported = self._customer("Imported S.L.")
        self._backdate(imported, 0)
        imported._register_contact(NOW - timedelta(days=700), self.rep, "both")
        self._switch_on()
        self._run()
        self.assertNotIn(imported.id, self._reminders().mapped("res_id"))
        self.assertNotIn(imported.id, self.policy._find_due("res.partner", "warn"))

    def test_protection(self):
        quoted, ordered = self.idle, self.late
        self._backdate(ordered, 60)
        self._create_order(partner_id=quoted.id)
        order = self._create_order(partner_id=ordered.id).with_env(self.env)
        order.write({"state": "sale", "date_order": NOW - timedelta(days=30)})
        self._switch_on()
        self._run()
        self.assertEqual(self._reminders().mapped("res_id"), self.lead.ids)
        self.assertEqual(quoted.sudo().pool_snoozed_until, NOW + timedelta(days=1))
        self._run(days=5)
        self.assertEqual(quoted.user_id, self.rep)

    def test_a_forgotten_draft_protects_nobody_for_ever(self):
        def touched(order, days, validity=None):
            self.env.flush_all()
            self.env.cr.execute(
                "UPDATE sale_order SET write_date = %s, validity_date = %s WHERE id = %s",
                [NOW - timedelta(days=days), validity, order.id],
            )
            self.env.invalidate_all()

        mine = self._create_order(partner_id=self.idle.id).with_env(self.env)
        theirs = self._create_order(self.rep2, partner_id=self.late.id).with_env(self.env)
        important = self._create_order(partner_id=self.tier_a.id).with_env(self.env)
        lead = self.lead
        worked = self._create_order(partner_id=self.fresh.id, opportunity_id=lead.id)
        customers, tomorrow = self.idle | self.late | self.tier_a, (NOW + timedelta(days=1)).date()
        expired = (NOW - timedelta(days=400)).date()
        touched(worked, 14)
        for order, validity in ((mine, None), (theirs, expired), (important, None)):
            touched(order, 29, validity)
        self.assertEqual(set(customers._get_pool_protections()), set(customers.ids))
        self.assertIn(lead.id, lead._get_pool_protections())
        touched(worked, 16)
        for order, validity in ((mine, None), (theirs, expired), (important, None)):
            touched(order, 31, validity)
        self.assertEqual(set(customers._get_pool_protections()), set(self.tier_a.ids), "90 days")
        self.assertFalse(lead._get_pool_protections())
        other = self._create_exporter("Yiwu Export Co., Ltd.")
        self.policy.copy({"company_id": other.id, "lead_days": 60})
        patient = lead.sudo().copy({"company_id": other.id, "team_id": False, "user_id": False})
        self.assertFalse((lead.sudo() | patient)._get_pool_protections(), "each by its own days")
        touched(mine, 31, tomorrow)
        self.assertIn(self.idle.id, customers._get_pool_protections(), "a promise that holds")
        touched(important, 31, expired)
        self.assertNotIn(self.tier_a.id, customers._get_pool_protections())

    def test_a_row_that_somebody_saves_stops_nobody(self):
        self._switch_on()
        partners = self.env.registry["res.partner"]
        self.patch(partners, "_pool_count_contacts", MagicMock(side_effect=SerializationFailure))
        self.patch(self.env.cr, "rollback", lambda: None)
        self._run()
        self.assertEqual(self._reminders().mapped("res_model"), ["crm.lead"])

    def test_recent_orders_protect(self):
        order = self._create_order(partner_id=self.idle.id).with_env(self.env)
        order.write({"state": "sale", "date_order": NOW - timedelta(days=30)})
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sale_order SET invoice_status = 'invoiced', delivery_status = 'full'"
            " WHERE id = %s",
            order.ids,
        )
        self.env.invalidate_all()
        self.assertFalse(self.idle._get_pool_protections())
        reasons = self.policy._get_protections(self.idle)[self.idle.id]
        self.assertEqual(reasons, [f"recent order {order.name}"])
        self.policy.order_days = 20
        self.assertFalse(self.policy._get_protections(self.idle))

    def test_vendors_and_ours_are_left_alone(self):
        vendor = self._customer("Mould Maker Co.", supplier_rank=1)
        own = self.company.partner_id
        own.user_id = self.rep
        self._backdate(vendor | own, 400)
        self._switch_on()
        self._run()
        self._run(days=5)
        self.assertEqual(vendor.user_id, self.rep)
        self.assertEqual(own.user_id, self.rep)

    def test_preview(self):
        self._create_order(partner_id=self.late.id)
        with self.assertRaises(AccessError):
            self.policy.with_user(self.rep).action_preview()
        action = self.policy.with_user(self.manager).action_preview()
        preview = self.env[action["res_model"]].with_user(self.manager).browse(action["res_id"])
        self.assertEqual((preview.customer_count, preview.lead_count), (1, 1))
        self.assertEqual((preview.owner_count, preview.protected_count), (1, 1))
        lines = {line.name: line for line in preview.line_ids}
        self.assertEqual(lines[self.idle.name].days, 40)
        self.assertEqual(lines[self.idle.name].reason, "No follow-up since it came in")
        self.assertTrue(lines[self.late.name].protected)
        self.assertIn("open quotation S", lines[self.late.name].reason)
        self.assertEqual(self.idle.user_id, self.rep, "a preview changes nothing")
        preview.action_switch_on()
        self.assertTrue(self.policy.take_back)

    def test_one_message_for_each_owner(self):
        self._switch_on()
        before = self.env["mail.message"].search([], order="id desc", limit=1).id
        self._run()
        messages = self.env["mail.message"].search(
            [("id", ">", before), ("message_type", "=", "user_notification")]
        )
        self.assertEqual(len(messages), 2, "one for customers, one for leads")
        self.assertEqual(messages.notified_partner_ids, self.rep.partner_id)
        self.assertIn("Idle S.L.", "".join(messages.mapped("body")))

    def test_what_fails_stops_nobody(self):
        self._switch_on()
        policies = type(self.env["foreign.trade.pool.policy"])
        remind = policies._remind

        def failing(policy, user, records, until):
            if self.idle in records:
                raise ValueError("broken")
            return remind(policy, user, records, until)

        self.patch(policies, "_remind", failing)
        with self.assertLogs("odoo.addons.foreign_trade_crm.models", "ERROR"):
            self._run()
        self.assertIn(self.late.id, self._reminders().mapped("res_id"))
        self.assertNotIn(self.idle.id, self._reminders().mapped("res_id"))
        self.assertTrue(self.idle.sudo().pool_snoozed_until)

    def test_queries_when_nothing_is_due(self):
        self._switch_on()
        self._run()
        model = self.env["foreign.trade.pool.policy"]
        model._cron_take_back()
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(8):
            model._cron_take_back()

    def test_policy_of_another_company(self):
        company = self._create_exporter("Yiwu Toys Co., Ltd.")
        self.policy.company_id = company
        self.policy.sudo().write({"previewed_at": NOW, "take_back": True})
        self._run()
        self.assertFalse(self._reminders())


@tagged("post_install", "-at_install")
class TestPoolReadySet(PoolCommon):
    def test_load(self):
        self.policy.active = False
        company = self._create_exporter("Yiwu Toys Co., Ltd.")
        self.manager.company_ids |= company
        gallery = self.env["foreign.trade.gallery"].with_user(self.manager).with_company(company)
        gallery._load(["pools"])
        gallery._load(["pools"])
        policy = self.env["foreign.trade.pool.policy"].search([("company_id", "=", company.id)])
        self.assertEqual(len(policy), 1)
        self.assertEqual((policy.days_a, policy.warn_days, policy.take_back), (90, 3, False))

    def test_what_a_company_wrote_itself_is_kept(self):
        gallery = self.env["foreign.trade.gallery"].with_user(self.manager)
        gallery._load(["pools"])
        self.assertEqual(
            self.env["foreign.trade.pool.policy"].search([("company_id", "=", self.company.id)]),
            self.policy,
        )

    def test_a_policy_in_use_is_not_deleted(self):
        self._release(self.buyer)
        others = self.env["foreign.trade.pool.policy"].with_context(active_test=False).search([])
        (others - self.policy).unlink()
        with self.assertRaisesRegex(UserError, "customers in the pool"):
            self.policy.with_user(self.manager).unlink()
