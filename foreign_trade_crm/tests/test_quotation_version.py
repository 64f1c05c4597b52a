from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .quotes_common import QuotesCommon


@tagged("post_install", "-at_install")
class TestQuotationVersionDoors(QuotesCommon):
    """Whatever sends a quotation freezes what was sent."""

    def _send_by_email(self, order):
        action = order.action_quotation_send()
        composer = Form(
            self.env["mail.compose.message"]
            .with_user(self.rep)
            .with_context(**action["context"], lang=order.env.lang)
        ).save()
        composer.action_send_mail()
        return order.message_ids.filtered("attachment_ids")[:1]

    def test_mark_as_sent(self):
        order = self._create_quotation()
        order.action_quotation_sent()
        version = order.quotation_version_ids
        self.assertEqual(version.name, f"{order.name} / V1")
        self.assertEqual(version.sent_by_id, self.rep)
        self.assertTrue(version.pdf_attachment_id)
        self.assertEqual(order.last_version_id, version)

    def test_write_over_rpc(self):
        order = self._create_quotation()
        order.write({"state": "sent"})
        self.assertEqual(order.quotation_version_count, 1)

    def test_import(self):
        order = self._create_quotation(state="sent")
        self.assertEqual(order.quotation_version_count, 1)

    def test_email_carries_the_pdf_of_the_version(self):
        order = self._create_quotation()
        message = self._send_by_email(order)
        version = order.quotation_version_ids
        self.assertEqual(order.state, "sent")
        self.assertEqual(version.number, 1)
        self.assertEqual(message.attachment_ids, version.pdf_attachment_id)
        self.assertIn(f"Quotation {order.name} V1", version.pdf_attachment_id.name)

    def test_email_of_who_speaks_another_language_carries_one_pdf(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        report = self.env.ref("sale.action_report_saleorder")
        report.with_context(lang="zh_CN").print_report_name = "'报价 - %s' % object.name"
        self.rep.lang = "zh_CN"
        order = self._create_quotation().with_context(lang="zh_CN")
        message = self._send_by_email(order)
        version = order.quotation_version_ids
        self.assertEqual(message.attachment_ids, version.pdf_attachment_id)
        self.assertIn(f"Quotation {order.name} V1", version.pdf_attachment_id.name)

    def test_an_expired_offer_is_not_written_about(self):
        order = self._create_quotation()
        order.validity_date = "2020-01-01"
        with self.assertRaisesRegex(UserError, "Set a later expiration"):
            order.action_quotation_send()

    def test_email_of_an_ordinary_quotation_is_as_odoo_makes_it(self):
        order = self._create_order()
        message = self._send_by_email(order)
        version = order.quotation_version_ids
        self.assertEqual(message.attachment_ids.res_model, "sale.order")
        self.assertEqual(version.pdf_attachment_id.raw, message.attachment_ids.raw)

    def test_ordinary_quotation_marked_as_sent_prints_nothing(self):
        order = self._create_order()
        order.action_quotation_sent()
        self.assertFalse(order.quotation_version_ids.pdf_attachment_id)

    def test_sharing_the_portal_link(self):
        order = self._create_quotation()
        self.rep.group_ids += self.env.ref("base.group_partner_manager")
        self.env["portal.share"].with_user(self.rep).create(
            {
                "res_model": "sale.order",
                "res_id": order.id,
                "partner_ids": [Command.set(self.buyer.ids)],
            }
        ).action_send_mail()
        self.assertEqual(order.quotation_version_count, 1)

    def test_a_salesperson_without_our_roles_sends_as_before(self):
        seller = self._create_user("plain", "sales_team.group_sale_salesman")
        order = self._create_order(seller)
        order.action_quotation_sent()
        self.assertEqual(order.quotation_version_ids.number, 1)

    def test_many_at_once(self):
        orders = self._create_quotation() | self._create_quotation()
        orders.action_quotation_sent()
        self.assertEqual(orders.mapped("quotation_version_count"), [1, 1])


@tagged("post_install", "-at_install")
class TestQuotationVersion(QuotesCommon):
    def test_what_it_says(self):
        order = self._create_quotation(incoterm_location="Ningbo", client_order_ref="RFQ 9")
        order.action_quotation_sent()
        version = order.quotation_version_ids
        self.assertEqual(version.price_terms, "FOB Ningbo Incoterms® 2020")
        self.assertEqual(version.port_loading_name, "Ningbo")
        self.assertEqual(version.port_discharge_name, "Hamburg")
        self.assertIn("30% T/T deposit", version.payment_terms)
        self.assertIn("Grüne Gärten GmbH", version.partner_address)
        self.assertEqual(version.currency_id, self.usd)
        self.assertEqual(version.amount_total, 2000)
        self.assertEqual(version.line_ids.product_code, "GC-100")
        self.assertEqual(version.line_ids.quantity, 100)

    def test_same_content_keeps_the_version(self):
        order = self._create_quotation()
        order.action_quotation_sent()
        order.action_record_version()
        order.write({"state": "sent"})
        self.assertEqual(order.quotation_version_count, 1)

    def test_revision(self):
        lead = self._create_lead()
        order = self._create_quotation(opportunity_id=lead.id)
        order.action_quotation_sent()
        order.order_line.price_unit = 19
        order.action_record_version()
        first, second = order.quotation_version_ids.sorted("number")
        self.assertEqual((first.number, second.number), (1, 2))
        self.assertEqual((first.amount_total, second.amount_total), (2000, 1900))
        self.assertEqual(first.line_ids.price_unit, 20)
        self.assertEqual(lead.quotation_version_ids, first | second)

    def test_each_term_makes_a_new_version(self):
        order = self._create_quotation()
        order.action_quotation_sent()
        changes = [
            {"validity_date": "2027-01-31"},
            {"port_loading_id": self.env.ref("foreign_trade_crm.port_cnshg").id},
            {"payment_plan_id": self.env.ref("foreign_trade_crm.payment_plan_lc_sight").id},
            {"incoterm_location": "Beilun"},
            {"order_line": [Command.update(order.order_line.id, {"name": "Chair, green"})]},
        ]
        for number, change in enumerate(changes, start=2):
            order.write(change)
            order.action_record_version()
            self.assertEqual(order.quotation_version_count, number, change)

    def test_rate_at_quotation_survives_confirmation(self):
        with freeze_time("2026-03-02"):
            order = self._create_quotation()
            order.action_quotation_sent()
        self.env["res.currency.rate"].create(
            {
                "name": "2026-05-01",
                "currency_id": self.usd.id,
                "company_id": self.company.id,
                "inverse_company_rate": 6.9,
            }
        )
        with freeze_time("2026-05-04"):
            order.action_confirm()
        self.assertAlmostEqual(1 / order.currency_rate, 6.9, 4)
        self.assertAlmostEqual(order.quotation_rate, 7.2, 4)
        self.assertEqual(str(order.quotation_rate_date), "2026-03-02")
        self.assertAlmostEqual(order.quotation_version_ids.rate, 7.2, 4)

    def test_acceptance_is_a_record_of_its_own(self):
        order = self._create_quotation()
        order.action_quotation_sent()
        version = order.quotation_version_ids
        acceptance = (
            self.env["foreign.trade.quotation.acceptance"]
            .with_user(self.rep)
            .create({"version_id": version.id, "method": "email", "user_id": self.manager.id})
        )
        self.assertEqual(acceptance.user_id, self.rep, "nobody records in another's name")
        self.assertEqual(order.accepted_version_id, version)
        for user in (self.rep, self.manager, self.admin):
            with self.assertRaises(AccessError):
                acceptance.with_user(user).write({"method": "portal"})

    def test_only_the_engine_fills_in_what_follows(self):
        order = self._create_quotation()
        order.action_quotation_sent()
        values = {
            "contract_effective": True,
            "deposit_settled": True,
            "trade_paid_amount": 2000,
            "quotation_rate": 1,
            "accepted_version_id": order.last_version_id.id,
            "production_state": "held",
        }
        for name, value in values.items():
            with self.subTest(name), self.assertRaises(UserError):
                order.with_user(self.admin).write({name: value})
            with self.subTest(name), self.assertRaises(UserError):
                self._create_quotation(**{name: value})


@tagged("post_install", "-at_install")
class TestQuotationVersionFrozen(QuotesCommon):
    """No role writes or deletes a version, its lines or its PDF."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._create_quotation()
        cls.order.action_quotation_sent()
        cls.version = cls.order.last_version_id

    def _everybody(self, record):
        """The record as each role and as the superuser."""
        for user in (self.rep, self.manager, self.clerk, self.finance, self.admin):
            yield record.with_user(user)
        yield record.sudo()
        yield record.sudo().with_context(force=True, install_mode=True, uninstall=True)

    def test_nobody_writes_or_deletes(self):
        line, pdf = self.version.line_ids, self.version.pdf_attachment_id
        for target, values in (
            (self.version, {"amount_total": 1}),
            (self.version, {"pdf_attachment_id": False}),
            (line, {"price_unit": 1}),
            (pdf, {"raw": b"%PDF forged"}),
            (pdf, {"res_id": 0}),
            (pdf, {"name": "x"}),
        ):
            for record in self._everybody(target):
                with self.assertRaises(UserError):
                    record.write(values)
                with self.assertRaises(UserError):
                    record.unlink()
                with self.assertRaises(UserError), self.cr.savepoint():
                    record.with_context(_force_unlink=True).unlink()

    def test_nobody_makes_one_by_hand(self):
        values = {
            "order_id": self.order.id,
            "company_id": self.company.id,
            "currency_id": self.usd.id,
            "number": 9,
            "name": "forged",
        }
        for version in self._everybody(self.env["foreign.trade.quotation.version"]):
            with self.assertRaises(UserError):
                version.create(values)
        with self.assertRaises(UserError):
            self.version.sudo().copy()

    def test_nor_through_the_order_or_the_opportunity(self):
        order = self.order.sudo()
        other = self._create_quotation()
        for target, command in (
            (order, Command.update(self.version.id, {"number": 7})),
            (order, Command.delete(self.version.id)),
            (order, Command.clear()),
            (other.sudo(), Command.link(self.version.id)),
        ):
            with self.assertRaises(UserError):
                target.write({"quotation_version_ids": [command]})

    def test_odoo_still_works_around_it(self):
        twin = self.env["res.partner"].create({"name": "Gruene Gaerten"})
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge((self.buyer | twin).ids, twin)
        self.version.invalidate_recordset()
        self.assertEqual(self.version.partner_id, twin)
        self.assertIn("Grüne Gärten", self.version.partner_address)
        self.order.order_line.unlink()
        self.product.unlink()
        self.version.line_ids.invalidate_recordset()
        self.assertFalse(self.version.line_ids.product_id)
        self.assertEqual(self.version.line_ids.name, "[GC-100] Folding garden chair")

    def test_it_goes_with_an_order_that_odoo_lets_go(self):
        pdf = self.version.pdf_attachment_id
        with self.assertRaises(UserError):
            self.order.with_user(self.manager).unlink()
        self.order.action_cancel()
        self.order.with_user(self.manager).unlink()
        self.assertFalse(self.version.exists())
        self.assertFalse(pdf.exists())

    def test_follows_the_opportunity_when_leads_are_merged(self):
        first, second = self._create_lead(), self._create_lead()
        order = self._create_quotation(opportunity_id=second.id)
        order.action_quotation_sent()
        merged = (first | second).with_user(self.manager).merge_opportunity()
        self.assertEqual(merged.quotation_version_ids, order.quotation_version_ids)

    def test_others_do_not_see_it(self):
        with self.assertRaises(AccessError):
            self.version.with_user(self.rep2).read(["amount_total"])
        self.version.with_user(self.clerk).read(["amount_total"])
        self.assertFalse(
            self.env["foreign.trade.quotation.version"]
            .with_user(self.rep2)
            .search([("order_id", "=", self.order.id)])
        )
