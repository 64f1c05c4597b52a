from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from .web_common import SECRET, WebhookCommon

SECRETS = ("webhook_secret", "webhook_verify_token", "graph_token", "mapping_ids")


@tagged("post_install", "-at_install")
class TestWebAccess(WebhookCommon):
    """What each role may not do with webhooks and WhatsApp, and that managers may."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.line = cls._create_webhook("whatsapp", whatsapp_phone_id="1", graph_token="t")
        cls.lead = cls._create_lead(type="lead", user_id=cls.rep.id)
        conversation = cls.env["foreign.trade.whatsapp.conversation"].create(
            {"channel_id": cls.line.id, "number": "+34612345678", "lead_id": cls.lead.id}
        )
        cls.message = cls.env["foreign.trade.whatsapp.message"].create(
            {
                "conversation_id": conversation.id,
                "lead_id": cls.lead.id,
                "direction": "in",
                "state": "received",
                "body": "Hello",
            }
        )
        cls.template = cls.env["foreign.trade.whatsapp.template"].create(
            {"name": "hello", "channel_id": cls.line.id, "body": "Hello {{1}}"}
        )

    def test_secrets_are_for_managers(self):
        for user in (self.rep, self.clerk, self.finance):
            channel = self.site.with_user(user)
            self.assertFalse(set(SECRETS) & set(channel.read()[0]))
            for name in SECRETS:
                with self.assertRaises(AccessError):
                    channel.read([name])
                with self.assertRaises(AccessError):
                    channel.search([(name, "!=", False)])
            with self.assertRaises(AccessError):
                channel.write({"webhook_format": "form"})
            with self.assertRaises(AccessError):
                channel.action_new_webhook_secret()
            with self.assertRaises(AccessError):
                channel.action_load_ready_mapping()
            with self.assertRaises(AccessError):
                self.line.with_user(user).action_fetch_whatsapp_templates()
        channel = self.site.with_user(self.manager)
        self.assertEqual(channel.webhook_secret, SECRET)
        channel.action_new_webhook_secret()
        self.assertNotEqual(channel.webhook_secret, SECRET)

    def test_secrets_are_not_copied(self):
        copy = self.line.copy({"whatsapp_phone_id": False})
        self.assertNotEqual(copy.webhook_secret, SECRET)
        self.assertNotEqual(copy.web_key, self.line.web_key)
        self.assertFalse(copy.graph_token)
        self.assertEqual(len(copy.mapping_ids), len(self.line.mapping_ids))

    def test_mapping_is_for_managers(self):
        line = self.site.mapping_ids[0]
        for user in (self.rep, self.clerk, self.finance):
            with self.assertRaises(AccessError):
                line.with_user(user).read(["path"])
            with self.assertRaises(AccessError):
                line.with_user(user).write({"path": "x"})
            with self.assertRaises(AccessError):
                self.env["foreign.trade.channel.try"].with_user(user).create(
                    {"channel_id": self.site.id}
                )
        line.with_user(self.manager).path = "number | id"

    def test_errors_in_paths_are_explained(self):
        line = self.site.mapping_ids[0]
        with self.assertRaisesRegex(ValidationError, "at character 3.*member"):
            line.path = "a..b"
        with self.assertRaisesRegex(ValidationError, "In brackets"):
            line.path = "a[first]"

    def test_messages_of_leads_one_may_see(self):
        messages = self.env["foreign.trade.whatsapp.message"]
        visible = [("id", "=", self.message.id)]
        for user, found in (
            (self.rep, True),
            (self.rep2, False),
            (self.clerk, True),
            (self.manager, True),
        ):
            self.assertEqual(bool(messages.with_user(user).search(visible)), found, user.login)
        with self.assertRaises(AccessError):
            self.message.with_user(self.rep2).read(["body"])
        for user in (self.rep, self.clerk, self.manager):
            with self.assertRaises(AccessError):
                self.message.with_user(user).write({"body": "Another"})
            with self.assertRaises(AccessError):
                self.message.with_user(user).conversation_id.write({"number": "+1"})
            with self.assertRaises(AccessError):
                self.message.with_user(user).unlink()

    def test_templates(self):
        for user in (self.rep, self.clerk, self.finance):
            self.assertTrue(self.template.with_user(user).body)
            with self.assertRaises(AccessError):
                self.template.with_user(user).body = "Other"
        self.template.with_user(self.manager).body = "Hello {{1}}!"

    def test_other_companies(self):
        other = self.env["res.company"].create({"name": "Yiwu Toys"})
        stranger = self._create_user(
            "stranger", "foreign_trade_crm.group_sales_manager", company=other
        )
        for record in (self.site.mapping_ids[0], self.template, self.message):
            foreign = record.with_user(stranger).with_context(allowed_company_ids=other.ids)
            self.assertFalse(foreign.search_count([("id", "=", record.id)]), record._name)
        with self.assertRaises(AccessError):
            self.site.with_user(stranger).with_context(allowed_company_ids=other.ids).read(
                ["webhook_secret"]
            )

    def test_try_it(self):
        wizard = self.env["foreign.trade.channel.try"].with_user(self.manager)
        wizard = wizard.with_context(default_channel_id=self.site.id)
        with Form(wizard) as form:
            self.assertIn("Jardines", form.reading)
            form.payload = '{"email": 5, "quantity": "x"}'
            self.assertFalse(form.readable)
            self.assertIn("a number is expected", form.reading)
            form.payload = "{"
            self.assertIn("not JSON", form.reading)
            form.payload = '{"email": "ana@buyer.example", "message": "<b>Price?</b>"}'
            self.assertTrue(form.readable)
            self.assertNotIn("<b>", form.reading)
        action = form.record.action_create_lead()
        lead = self.env["crm.lead"].browse(action["res_id"])
        self.assertEqual(lead.email_normalized, "ana@buyer.example")
        self.assertEqual(lead.inquiry_ids.channel_id, self.site)
