from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..models.foreign_trade_mailbox_connection import TRUSTED_HOSTS
from .mail_servers import SmtpServer
from .mailbox_common import BUYER, OWN, MailboxCommon


@tagged("post_install", "-at_install")
class TestMailboxAccess(MailboxCommon):
    """A mailbox is its owner's; the password is nobody's."""

    def _others(self):
        self.env.user.group_ids |= self.env.ref("base.group_system")
        return self.rep2 | self.clerk | self.finance | self.manager | self.admin | self.env.user

    def test_nobody_reads_anothers_mailbox(self):
        self._read()
        for user in self._others():
            if user.id == 1:
                continue
            mailboxes = self.env["foreign.trade.mailbox"].with_user(user)
            self.assertFalse(mailboxes.search(Domain.TRUE), user.name)
            self.assertFalse(mailboxes.search_count(Domain.TRUE))
            mine = self.mailbox.with_user(user)
            with self.assertRaises(AccessError):
                mine.read(["address"])
            with self.assertRaises(AccessError):
                mine.write({"imap_host": "evil.example"})
            with self.assertRaises(AccessError):
                mine.action_connect()
            with self.assertRaises(AccessError):
                mine.action_fetch()
            with self.assertRaises(AccessError), mute_logger("odoo.models.unlink"):
                mine.unlink()
            folders = self.env["foreign.trade.mailbox.folder"].with_user(user)
            self.assertFalse(folders.search(Domain.TRUE))

    def test_nobody_reads_the_password(self):
        self.assertEqual(self.mailbox.sudo().secret, "app-password")
        for user in self.rep | self.admin:
            mailboxes = self.env["foreign.trade.mailbox"].with_user(user)
            self.assertNotIn("secret", mailboxes.fields_get())
            with self.assertRaises(AccessError):
                mailboxes.search([("secret", "=like", "app%")])
            with self.assertRaises(AccessError):
                mailboxes._read_group([], ["secret"])
        mine = self.mailbox.with_user(self.rep)
        with self.assertRaises(AccessError):
            mine.read(["secret"])
        with self.assertRaises(AccessError):
            mine.write({"secret": "other"})
        self.rep.group_ids |= self.env.ref("base.group_allow_export")
        with self.assertRaises(AccessError):
            mine.export_data(["secret"])
        values = mine.read()[0]
        self.assertNotIn("app-password", str(values))
        self.assertTrue(values["has_password"])
        self.assertFalse(values["password"])
        self.assertFalse(mine.copy({"login": "other"}).sudo().secret)

    def test_nobody_connects_for_another(self):
        mailboxes = self.env["foreign.trade.mailbox"].with_user(self.manager)
        with self.assertRaises(UserError):
            mailboxes.create({"address": "x@example.com", "user_id": self.rep.id})
        with self.assertRaises(UserError):
            self.mailbox.with_user(self.rep).user_id = self.rep2

    def test_owner_sees_and_takes_back_what_was_filed(self):
        lead = self._lead(email_from=BUYER, user_id=self.rep.id)
        self._put(self.imap.inbox, self._mail())
        self._read()
        action = self.mailbox.with_user(self.rep).action_view_filed()
        messages = self.env["mail.message"].with_user(self.rep).search(action["domain"])
        self.assertEqual(messages, self._filed(lead))
        others = self.env["mail.message"].with_user(self.rep2)
        self.assertFalse(others.search(action["domain"]))
        messages.unlink()
        self.assertFalse(self._filed(lead))

    def test_plain_employees_have_none(self):
        employee = self._create_user("employee", False)
        with self.assertRaises(AccessError):
            self.env["foreign.trade.mailbox"].with_user(employee).search(Domain.TRUE)

    def test_changed_settings_must_be_tried_again(self):
        self.mailbox.imap_host = "localhost"
        self.assertEqual(self.mailbox.state, "draft")
        self.mailbox.history_days = 5
        self.mailbox.action_connect()
        self.assertEqual(self.mailbox.state, "connected")
        self.mailbox.excluded = "bank.example"
        self.assertEqual(self.mailbox.state, "connected")

    def test_errors_are_plain(self):
        def message():
            with self.assertRaises(UserError) as caught:
                self.mailbox.action_connect()
            self.assertNotIn("app-password", str(caught.exception))
            return str(caught.exception)

        self.imap.password = "another"
        self.assertIn("authorization code", message())
        self.imap.password = "app-password"
        self.imap.folders.clear()
        self.assertIn("did not open a folder", message())
        self.mailbox.imap_port = 1
        self.assertIn("does not answer", message())
        self.mailbox.imap_host = "no-such-host.invalid"
        self.assertIn("does not exist", message())

    def test_private_network_is_out_of_reach(self):
        """Otherwise a mailbox would be a way to probe the machines around the server."""
        self.env["ir.config_parameter"].set_param(TRUSTED_HOSTS, False)
        with self.assertRaises(UserError) as caught:
            self.mailbox.action_connect()
        self.assertIn(TRUSTED_HOSTS, str(caught.exception))
        self.assertFalse(self.imap.commands, "not a word was said")

    def test_wrong_input(self):
        for values in ({"address": "nobody"}, {"imap_port": 0}, {"history_days": 4000}):
            with self.assertRaises(ValidationError):
                self.mailbox.write(values)

    def test_presets(self):
        mailboxes = self.env["foreign.trade.mailbox"].with_user(self.rep)
        with Form(mailboxes) as form:
            form.address = "lin.wei@163.com"
            self.assertEqual(form.provider, "netease_163")
            self.assertEqual((form.imap_host, form.imap_port), ("imap.163.com", 993))
            self.assertEqual(form.login, "lin.wei@163.com")
            form.provider = "exmail"
            self.assertEqual(form.imap_host, "imap.exmail.qq.com")
            form.password = "abcd efgh"
        self.assertEqual(form.record.sudo().secret, "abcd efgh")

    def test_oauth_is_offered_by_odoos_modules(self):
        """Whatever modules are installed, the choice follows them."""
        offered = dict(self.env["foreign.trade.mailbox"]._select_authentication())
        types = dict(self.env["fetchmail.server"]._fields["server_type"].selection)
        self.assertEqual(set(offered) - {"password"}, {"gmail", "outlook"} & set(types))


@tagged("post_install", "-at_install")
class TestMailboxSending(MailboxCommon):
    """The owner's mail leaves through the owner's server."""

    def setUp(self):
        super().setUp()
        self.smtp = SmtpServer()
        self.addCleanup(self.smtp.stop)
        self.env["ir.config_parameter"].set_param(
            "base_setup.default_external_email_server", "True"
        )
        servers = type(self.env["ir.mail_server"])
        sending = patch.object(servers, "_disable_send", lambda self: False)
        sending.start()
        self.addCleanup(sending.stop)

    def _enable(self):
        self.mailbox.write(
            {
                "send_enabled": True,
                "smtp_host": "127.0.0.1",
                "smtp_port": self.smtp.port,
                "smtp_security": "none",
            }
        )
        self.mailbox.action_connect()
        return self.mailbox.sudo().mail_server_id

    def _write_to_the_buyer(self, user):
        lead = self._lead(user, email_from=BUYER, user_id=user.id)
        lead.with_user(user).message_post(
            body="Dear Ms Schmidt",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            outgoing_email_to=BUYER,
        )
        mails = self.env["mail.mail"].search([("res_id", "=", lead.id)])
        mails.filtered(lambda mail: mail.state == "outgoing").send()
        return lead

    def test_mail_leaves_through_the_own_server(self):
        server = self._enable()
        self.assertEqual(server.owner_user_id, self.rep)
        self.assertFalse(server.smtp_pass, "whoever reads outgoing servers finds no password")
        self.assertEqual(self.rep.outgoing_mail_server_id, server)
        self.smtp.sign_ins.clear()
        self._write_to_the_buyer(self.rep)
        self.assertEqual(len(self.smtp.mails), 1)
        self.assertTrue(self.smtp.sign_ins, "signed in with the mailbox's password")
        self.assertIn(OWN.encode(), self.smtp.mails[0])

    def test_copy_in_the_sent_folder_is_not_filed_twice(self):
        self._enable()
        lead = self._write_to_the_buyer(self.rep)
        messages = lead.message_ids
        self.imap.sent.add(self.smtp.mails[0], self.now)
        self._read()
        self.assertEqual(lead.message_ids, messages)

    def test_password_goes_nowhere_else(self):
        server = self._enable()
        thief = SmtpServer()
        self.addCleanup(thief.stop)
        server.smtp_port = thief.port
        with self.assertRaises(UserError):
            server._connect__(mail_server_id=server.id, smtp_from=OWN)
        self.assertFalse(thief.sign_ins)

    def test_not_allowed_by_the_administrator(self):
        self.env["ir.config_parameter"].set_param("base_setup.default_external_email_server", False)
        with self.assertRaises(UserError):
            self._enable()

    def test_another_address(self):
        self.rep.email = "other@ningbo-garden.example"
        with self.assertRaises(UserError):
            self._enable()

    def test_switched_off(self):
        server = self._enable()
        self.mailbox.send_enabled = False
        self.assertFalse(server.exists())
        server = self._enable()
        self.mailbox.unlink()
        self.assertFalse(server.exists())
