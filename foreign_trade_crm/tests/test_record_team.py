from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import CRM
from .quotes_common import ReceiptsCommon


@tagged("post_install", "-at_install")
class TestRecordTeam(ReceiptsCommon):
    """Owner, clerk and sharers of customers, deals and orders, and what each may not do."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        rep = CRM + "group_sales_representative"
        cls.reader = cls._create_user("reader", rep, name="He Rui")
        cls.editor = cls._create_user("editor", rep, name="Xu Na")
        cls.helper = cls._create_user("helper", rep, name="Tang Bo")
        cls.stranger = cls._create_user("stranger", rep, name="Hu Jun")

    def _share(self, record, user=None):
        """Share a record as ``user`` (default: its owner)."""
        record = record.with_user(user or record.sudo().user_id)
        record.sharer_ids = [
            Command.create({"user_id": self.reader.id, "access": "read", "share": 10}),
            Command.create({"user_id": self.editor.id, "access": "write", "share": 30}),
        ]
        record.sudo().clerk_id = self.helper
        return record

    def _people(self, record):
        return {(one.user_id, one.access, one.share) for one in record.sudo().sharer_ids}

    def test_the_owner_keeps_the_rest(self):
        lead = self._share(self._create_lead(self.rep))
        self.assertEqual(lead.owner_share, 60)
        with self.assertRaises(ValidationError):
            lead.sharer_ids = [Command.create({"user_id": self.rep2.id, "share": 61})]
        lead.sharer_ids = [Command.create({"user_id": self.rep2.id, "share": 60})]
        self.assertEqual(lead.owner_share, 0)

    def test_no_buyer_shares(self):
        buyer = new_test_user(self.env, "ft_portal_buyer", "base.group_portal")
        lead = self._create_lead(self.rep)
        with self.assertRaises(ValidationError):
            lead.sharer_ids = [Command.create({"user_id": buyer.id})]

    def test_deals_and_orders_take_the_team_over(self):
        self._share(self.buyer, self.manager)
        people = self._people(self.buyer)
        lead = self._create_lead(self.rep, partner_id=self.contact.id)
        self.assertEqual(self._people(lead), people)
        self.assertEqual(lead.clerk_id, self.helper)
        order = self._create_order(self.rep)
        self.assertEqual(self._people(order), people)
        self.assertEqual(order.clerk_id, self.helper)
        late = self._create_lead(self.rep)
        self.assertFalse(late.sharer_ids)
        late.partner_id = self.buyer
        self.assertEqual(self._people(late), people)

    def test_an_order_takes_the_team_of_its_deal(self):
        self._share(self.buyer, self.manager)
        lead = self._create_lead(self.rep, partner_id=self.buyer.id)
        lead.sharer_ids.filtered(lambda one: one.user_id == self.reader).unlink()
        lead.clerk_id = self.clerk
        order = self._create_order(self.rep, opportunity_id=lead.id)
        self.assertEqual(self._people(order), {(self.editor, "write", 30)})
        self.assertEqual(order.clerk_id, self.clerk)

    def test_the_customer_takes_the_team_of_its_lead(self):
        lead = self._share(self._create_lead(self.rep, type="lead", partner_name="Jardin SA"))
        lead._handle_partner_assignment(create_missing=True)
        self.assertEqual(self._people(lead.partner_id.commercial_partner_id), self._people(lead))
        self.assertEqual(lead.partner_id.commercial_partner_id.clerk_id, self.helper)

    def test_who_reads_and_who_edits(self):
        lead = self._share(self._create_lead(self.rep))
        order = self._share(self._create_order(self.rep))
        for record, values in ((lead, {"name": "Chairs"}), (order, {"client_order_ref": "A1"})):
            for user in (self.reader, self.editor, self.helper):
                self.assertEqual(record.with_user(user).search([("id", "=", record.id)]), record)
                record.with_user(user).read(["display_name"])
            for user in (self.editor, self.helper):
                record.with_user(user).write(values)
            with self.assertRaises(AccessError):
                record.with_user(self.reader).write(values)
            self.assertFalse(record.with_user(self.stranger).search([("id", "=", record.id)]))
            with self.assertRaises(AccessError):
                record.with_user(self.stranger).read(["display_name"])

    def test_what_hangs_on_an_order(self):
        contract = self._create_contract(self.rep)
        order = self._share(contract.order_id)
        children = (
            order.order_line,
            order.quotation_version_ids,
            order.quotation_version_ids.line_ids,
            contract,
            contract.line_ids,
            contract.payment_milestone_ids,
        )
        for records in children:
            self.assertTrue(records)
            for user in (self.reader, self.editor, self.helper):
                records.with_user(user).read(["display_name"])
            with self.assertRaises(AccessError):
                records.with_user(self.stranger).read(["display_name"])
        line = order.order_line
        line.with_user(self.editor).product_uom_qty = 120
        contract.with_user(self.helper).buyer_po_number = "PO-1"
        with self.assertRaises(AccessError):
            line.with_user(self.reader).product_uom_qty = 130
        with self.assertRaises(AccessError):
            contract.with_user(self.reader).buyer_po_number = "PO-2"

    def test_the_invoice_of_a_shared_order(self):
        order = self._share(self._create_order(self.rep))
        order.action_confirm()
        self.product.invoice_policy = "order"
        invoice = order.sudo()._create_invoices()
        for user in (self.reader, self.helper):
            self.env.invalidate_all()
            self.assertEqual(order.with_user(user).invoice_count, 1)
            invoice.with_user(user).read(["name", "amount_total"])
            invoice.invoice_line_ids.with_user(user).read(["name"])
        with self.assertRaises(AccessError):
            invoice.with_user(self.stranger).read(["name"])
        with self.assertRaises(AccessError):
            invoice.with_user(self.editor).write({"ref": "Mine"})

    def test_nobody_who_shares_hands_over_or_deletes(self):
        lead = self._share(self._create_lead(self.rep))
        order = self._share(self._create_order(self.rep))
        for record in (lead, order):
            for user in (self.editor, self.helper):
                for vals in ({"user_id": user.id}, {"clerk_id": self.stranger.id}):
                    with self.assertRaises(AccessError):
                        record.with_user(user).write(vals)
                with self.assertRaises(UserError), mute_logger("odoo.models.unlink"):
                    record.with_user(user).unlink()
        lead.with_user(self.manager).user_id = self.rep2

    def test_only_owner_and_manager_share(self):
        lead = self._share(self._create_lead(self.rep))
        other = self._create_lead(self.rep2)
        mine = lead.sharer_ids.filtered(lambda one: one.user_id == self.editor)
        sharers = self.env["foreign.trade.sharer"]
        for user in (self.reader, self.editor, self.helper, self.stranger, self.clerk):
            with self.assertRaises(AccessError):
                sharers.with_user(user).create({"lead_id": lead.id, "user_id": self.stranger.id})
            with self.assertRaises(AccessError):
                mine.with_user(user).share = 100
            with self.assertRaises(AccessError), mute_logger("odoo.models.unlink"):
                mine.with_user(user).unlink()
        with self.assertRaises(AccessError):  # a way to smuggle oneself into another deal
            mine.with_user(self.rep).write({"lead_id": other.id})
        with self.assertRaises(AccessError):
            sharers.with_user(self.rep).create({"lead_id": other.id, "user_id": self.rep.id})
        mine.with_user(self.manager).share = 40
        self.assertFalse(sharers.with_user(self.stranger).search([("lead_id", "=", lead.id)]))

    def test_activities_go_to_the_right_one(self):
        order = self._share(self._create_order(self.rep))
        self.assertEqual(order._get_work_user(), self.rep)
        self.assertEqual(order._get_work_user("clerk"), self.helper)
        self.helper.sudo().active = False
        self.assertEqual(order._get_work_user("clerk"), self.rep)
        self.rep.sudo().active = False
        self.assertEqual(order._get_work_user("clerk"), self.editor)
        self.assertEqual(order._get_work_user("sales"), self.editor)
        self.assertFalse(self._create_lead(self.manager, user_id=False)._get_work_user())

    def test_a_contact_is_worked_on_by_the_team_of_its_company(self):
        self._share(self.buyer, self.manager)
        self.assertEqual(self.contact._get_work_user(), self.rep)
        self.assertEqual(self.contact._get_work_user("clerk"), self.helper)

    def test_a_plan_names_owner_and_clerk(self):
        order = self._share(self._create_order(self.rep))
        plan = self.env["mail.activity.plan"].create(
            {
                "name": "Order follow-up",
                "res_model": "sale.order",
                "template_ids": [
                    Command.create({"summary": "Thank", "responsible_type": "trade_owner"}),
                    Command.create({"summary": "Book", "responsible_type": "trade_clerk"}),
                ],
            }
        )
        wizard = (
            self.env["mail.activity.schedule"]
            .with_user(self.manager)
            .with_context(active_model="sale.order", active_ids=order.ids)
            .create({"plan_id": plan.id})
        )
        wizard.action_schedule_plan()
        users = {one.summary: one.user_id for one in order.sudo().activity_ids}
        self.assertEqual(users, {"Thank": self.rep, "Book": self.helper})

    def test_merged_deals_lose_nobody(self):
        first = self._share(self._create_lead(self.rep))
        second = self._create_lead(self.rep2)
        second.sharer_ids = [
            Command.create({"user_id": self.reader.id, "access": "write", "share": 50}),
            Command.create({"user_id": self.stranger.id, "share": 50}),
        ]
        merged = (first | second).with_user(self.manager).merge_opportunity()
        people = self._people(merged)
        self.assertEqual({user for user, *_rest in people}, self._all_sharers())
        self.assertIn((self.reader, "write"), {(user, access) for user, access, _share in people})
        self.assertLessEqual(sum(share for *_rest, share in people), 100)
        self.assertEqual(merged.clerk_id, self.helper)

    def test_merged_customers_lose_nobody(self):
        self._share(self.buyer, self.manager)
        other = self.env["res.partner"].create({"name": "Grüne Gärten", "user_id": self.rep2.id})
        other.sharer_ids = [
            Command.create({"user_id": self.reader.id, "access": "write"}),
            Command.create({"user_id": self.stranger.id, "share": 20}),
        ]
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.buyer | other).ids, self.buyer, extra_checks=False)
        self.assertEqual({user for user, *_rest in self._people(self.buyer)}, self._all_sharers())
        self.assertEqual(self.buyer.clerk_id, self.helper)

    def _all_sharers(self):
        return {self.reader, self.editor, self.stranger}

    def test_a_team_ends_with_a_release(self):
        lead = self._share(self._create_lead(self.rep))
        self._share(self.buyer, self.manager)
        for record in (lead, self.buyer):
            record.sudo()._change_owner(self.rep2, "Handed over")
            self.assertEqual(len(record.sudo().sharer_ids), 2)
            record.sudo()._change_owner(self.env["res.users"], "Released")
            self.assertFalse(record.sudo().sharer_ids)

    def test_rules_cost_nothing_for_others(self):
        """As long as somebody is nowhere clerk or sharer, searches are as without the rules."""
        domain = self.env["ir.rule"].with_user(self.stranger)._compute_domain("sale.order", "read")
        self.assertNotIn("sharer_ids", str(domain))
        order = self._create_order(self.rep)
        order.clerk_id = self.stranger
        domain = self.env["ir.rule"].with_user(self.stranger)._compute_domain("sale.order", "read")
        self.assertIn("sharer_ids", str(domain))
        order.with_user(self.stranger).read(["name"])

    def test_queries(self):
        """Nothing where nobody shares; a constant number for any batch where somebody does."""
        leads = self.env["crm.lead"].with_user(self.manager)

        def queries(count):
            values = [
                {"name": f"Deal {n}", "user_id": self.rep.id, "partner_id": self.buyer.id}
                for n in range(count)
            ]
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertLogs("odoo.sql_db", "DEBUG") as logs:
                leads.create(values)
                self.env.flush_all()
            return sum("foreign_trade_sharer" in line for line in logs.output)

        self.env["foreign.trade.sharer"]._is_used()
        self.assertEqual(queries(20), 0)
        self._share(self.buyer, self.manager)
        queries(1)
        self.assertEqual(queries(1), queries(20))
