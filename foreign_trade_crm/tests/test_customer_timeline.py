from datetime import timedelta

from odoo.tests import freeze_time, tagged

from .customer_view_common import NOW, CustomerViewCommon

MESSAGE_KINDS = ["email", "call", "meeting", "note", "task"]


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCustomerTimeline(CustomerViewCommon):
    """All that happened with a customer, newest first, page by page."""

    def _kind_of(self, key, user=None):
        kinds = {entry["key"]: entry["kind"] for entry in self._entries(user)}
        return kinds.get(key)

    def _message_kind(self, message):
        return self._kind_of(f"message,{message.id}")

    def test_kinds_of_messages(self):
        letter = self._say(self.buyer, "Our offer")
        note = self._say(self.deal, "Seems to be keen", subtype_xmlid="mail.mt_note")
        received = self._say(self.deal, "When?", message_type="email")
        self.assertEqual(self._message_kind(letter), "email")
        self.assertEqual(self._message_kind(note), "note")
        self.assertEqual(self._message_kind(received), "email")
        self.deal.activity_schedule("mail.mail_activity_data_call", user_id=self.rep.id)
        call = self.deal.activity_ids.with_user(self.rep)._action_done(feedback="Will order")[0]
        self.assertEqual(self._message_kind(call), "call")
        system = self.deal.message_ids.filtered(lambda one: one.message_type == "notification")
        for message in system - call:
            self.assertIsNone(self._message_kind(message), message.body)

    def test_texts_are_plain(self):
        message = self._say(self.buyer, "x")
        message.body = "<p>Price &lt; 20<script>alert(1)</script></p><p>Regards</p>"
        [entry] = self._entries(kinds=["email"])
        self.assertIn("Price < 20", entry["text"])
        self.assertNotIn("script", entry["text"])
        message.body = "<p>%s</p>" % ("long " * 20000)
        self.assertLess(len(self._entries(kinds=["email"])[0]["text"]), 2000)

    def test_logged_contact_stands_once(self):
        log = (
            self.env["foreign.trade.contact.log"]
            .with_user(self.rep)
            .create(
                {
                    "partner_id": self.contact.id,
                    "channel": "visit",
                    "contacted_at": NOW,
                    "note": "Saw the warehouse",
                }
            )
        )
        self.assertEqual(self._kind_of(f"logged,{log.id}"), "meeting")
        self.assertIsNone(self._message_kind(log.message_id))
        log = log.copy({"channel": "wechat"})
        self.assertEqual(self._kind_of(f"logged,{log.id}"), "chat")
        [entry] = self._entries(kinds=["chat"])
        self.assertEqual((entry["title"], entry["who"]), ("WeChat", "Lin Wei"))

    def test_claims(self):
        """A complaint that was told, goods that come back, a credit note; not a receipt of ours."""
        log = self.env["foreign.trade.contact.log"].with_user(self.rep)
        told = {"channel": "phone", "outcome": "complaint", "note": "Two legs are broken"}
        log = log.create({"partner_id": self.contact.id, "contacted_at": NOW, **told})
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.company.id)], limit=1
        )
        values = {
            "partner_id": self.buyer.id,
            "picking_type_id": warehouse.in_type_id.id,
            "location_id": self.env.ref("stock.stock_location_customers").id,
            "location_dest_id": warehouse.lot_stock_id.id,
        }
        received = self.env["stock.picking"].create(values)
        back = received.copy({"return_id": received.id})
        credit = self._invoice("out_refund", 90, ref="Broken legs")
        invoice = self._invoice("out_invoice", 500)
        claims = {entry["key"]: entry for entry in self._entries(kinds=["claim"])}
        expected = {f"logged,{log.id}", f"return,{back.id}", f"invoice,{credit.id}"}
        self.assertEqual(set(claims), expected)
        self.assertEqual(claims[f"logged,{log.id}"]["state_label"], "Complaint")
        credited = claims[f"invoice,{credit.id}"]
        self.assertEqual((credited["amount"], credited["text"]), (-90, "Broken legs"))
        self.assertEqual(self._kind_of(f"invoice,{invoice.id}"), "invoice")

    def test_offers_and_orders(self):
        contract = self._create_contract()
        contract.action_issue()
        order = contract.order_id
        version = contract.version_id
        kinds = {entry["key"]: entry for entry in self._entries()}
        offered = kinds[f"quotation,{version.id}"]
        self.assertEqual((offered["title"], offered["amount"]), (version.name, 2000))
        issued = kinds[f"contract,{contract.id}"]
        self.assertEqual((issued["state_label"], issued["dated"]), ("Issued", True))
        self.assertNotIn(f"order,{order.id}", kinds)
        order.sudo().write({"state": "sale"})
        self.assertIn(f"order,{order.id}", self._keys())

    def test_deals_that_ended(self):
        self.deal.action_set_lost()
        [entry] = self._entries(kinds=["deal"])
        self.assertEqual((entry["state_label"], entry["amount"]), ("Lost", 2000))

    def test_inquiries(self):
        channel = self.env["foreign.trade.channel"].create(
            {"name": "Website", "kind": "website", "company_id": self.company.id}
        )
        self.env["foreign.trade.inquiry"].create(
            {
                "name": "Chairs wanted",
                "channel_id": channel.id,
                "external_id": "1",
                "lead_id": self.deal.id,
                "email_from": '"Anna Schmidt" <anna.schmidt@gruene-gaerten.example>',
            }
        )
        seen = self._entries(self.manager, kinds=["inquiry"])
        shown = [(entry["title"], entry["who"]) for entry in seen]
        self.assertEqual(shown, [("Chairs wanted", "Anna Schmidt")])

    def test_private_meetings(self):
        values = {
            "name": "Dinner",
            "start": NOW - timedelta(hours=2),
            "stop": NOW - timedelta(hours=1),
            "user_id": self.rep2.id,
            "partner_ids": [(6, 0, (self.rep2.partner_id | self.contact).ids)],
        }
        meetings = self.env["calendar.event"].with_user(self.rep2)
        private = meetings.create({**values, "privacy": "private"})
        public = meetings.create({**values, "privacy": "public"})
        planned = meetings.create(
            {**values, "start": NOW + timedelta(days=1), "stop": NOW + timedelta(days=2)}
        )
        self.assertIn(f"calendar,{public.id}", self._keys())
        self.assertNotIn(f"calendar,{private.id}", self._keys())
        self.assertNotIn(f"calendar,{planned.id}", self._keys())
        self.assertIn(f"calendar,{private.id}", self._keys(self.rep2))

    def test_as_the_chatter(self):
        """Each role reads here what it reads in the chatters, and nothing else."""
        theirs = self._create_lead(self.rep2, partner_id=self.buyer.id)
        order = self._create_order(self.rep2)
        for record, user in (
            (self.buyer, self.rep),
            (self.contact, self.rep),
            (self.deal, self.rep),
            (theirs, self.rep2),
            (order, self.rep2),
        ):
            self._say(record, "Letter", user)
            self._say(record, "Note", user, subtype_xmlid="mail.mt_note")
        employee = self._create_user("employee", "")
        for user in (self.rep, self.rep2, self.clerk, self.finance, self.manager, employee):
            self.env.flush_all()
            documents = [("res.partner", (self.buyer | self.contact).ids)]
            documents += [("crm.lead", (self.deal | theirs).ids), ("sale.order", order.ids)]
            expected = set()
            for model, ids in documents:
                messages = self.env["mail.message"].with_user(user)
                domain = [("model", "=", model), ("res_id", "in", ids)]
                found = messages.search([*domain, ("message_type", "=", "comment")])
                readable = self.env[model].with_user(user).browse(ids)
                # whoever wrote a message may read it elsewhere; here the document counts
                allowed = set(readable._filtered_access("read").ids)
                expected |= {f"message,{one.id}" for one in found.sudo() if one.res_id in allowed}
            self.assertEqual(self._keys(user, kinds=MESSAGE_KINDS), expected, user.login)

    # ---------------------------------------------------------------------------------- pages

    def _all_pages(self, limit, kinds=None):
        """Keys of all pages of this size, one after the other."""
        self.env.flush_all()
        timeline = self.timeline.with_user(self.rep)
        customer = self.buyer.with_user(self.rep)
        keys, cursor = [], None
        while True:
            page = timeline._fetch_page(customer, kinds, cursor, limit)
            self.assertLessEqual(len(page["entries"]), limit)
            keys += [entry["key"] for entry in page["entries"]]
            cursor = page["next"]
            if not cursor:
                return keys

    def _write_much(self):
        """Many events of several kinds at the very same moments."""
        self._write_history(self.buyer, messages=20, orders=6)
        for hours in (0, 0, 1):
            for record in (self.buyer, self.contact, self.deal):
                self._say(record, "Again", at=NOW - timedelta(hours=hours))
        self._create_contract().action_issue()

    def test_pages_have_everything_once(self):
        self._write_much()
        whole = self._all_pages(500)
        self.assertGreater(len(whole), 25)
        self.assertEqual(len(whole), len(set(whole)))
        for limit in (1, 2, 3, 7, 30):
            self.assertEqual(self._all_pages(limit), whole, limit)

    def test_pages_of_some_kinds(self):
        self._write_much()
        for kinds in (["order"], ["email", "order"], ["contract", "quotation"]):
            whole = self._all_pages(500, kinds)
            self.assertTrue(whole)
            self.assertEqual(self._all_pages(2, kinds), whole)
        shown = {entry["kind"] for entry in self._entries(kinds=["order", "email"])}
        self.assertEqual(shown, {"order", "email"})

    def test_newest_first(self):
        self._write_much()
        moments = [entry["at"] for entry in self._entries()]
        self.assertEqual(moments, sorted(moments, reverse=True))
        self.assertEqual(len(moments), 30)

    def test_the_index_serves_the_messages(self):
        self.env.cr.execute(
            "SELECT indexdef FROM pg_indexes WHERE indexname LIKE '%foreign_trade_said%'"
        )
        [(definition,)] = self.env.cr.fetchall()
        self.assertIn("date DESC, id DESC", definition)
