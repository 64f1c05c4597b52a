import datetime
import ipaddress
import ssl
import tempfile
from pathlib import Path
from unittest.mock import patch

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from odoo import SUPERUSER_ID, api, fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..models.foreign_trade_mailbox_connection import TRUSTED_HOSTS
from .connections_common import ConnectionsCase
from .mail_servers import ImapServer
from .mailbox_common import OWN, MailboxCommon

FETCH = "odoo.addons.foreign_trade_crm.models.foreign_trade_mailbox_fetch"


@tagged("post_install", "-at_install")
class TestMailboxServers(ConnectionsCase):
    """Two schedulers, as on two servers: nobody reads a mailbox twice at once."""

    def _create_data(self, env):
        admin = env.ref("base.user_admin")
        long_ago = fields.Datetime.to_datetime("2020-01-01")
        mailboxes = env["foreign.trade.mailbox"].create(
            [
                {
                    "user_id": admin.id,
                    "address": f"{number}@two.example",
                    "state": "connected",
                    "next_fetch_at": long_ago,
                }
                for number in range(3)
            ]
        )
        self.mailbox_ids = mailboxes.ids

    def _remove_data(self, env):
        env["foreign.trade.mailbox"].browse(self.mailbox_ids).unlink()

    def test_two_servers_share_the_mailboxes(self):
        with self.registry.cursor() as one, self.registry.cursor() as two:
            first = api.Environment(one, SUPERUSER_ID, {})["foreign.trade.mailbox"]
            second = api.Environment(two, SUPERUSER_ID, {})["foreign.trade.mailbox"]
            mine = first._claim_due()
            theirs = second._claim_due()
            self.assertTrue(mine and theirs)
            self.assertNotEqual(mine.id, theirs.id, "a locked row is skipped, not waited for")
            one.commit()
            self.assertNotIn(second._claim_due().id, (mine.id, theirs.id))
            self.assertFalse(first._claim_due().id in (mine.id, theirs.id))

    def test_a_whole_run_with_commits(self):
        """As the scheduler does it: what is read stays read, one broken mailbox stops nobody."""
        imap = ImapServer(login="two", password="pass")
        self.addCleanup(imap.stop)
        raw = b"From: buyer@two.example\r\nTo: x\r\nMessage-Id: <%d@two>\r\n\r\nHello"
        for number in range(3):
            imap.inbox.add(raw % number, fields.Datetime.now())
        with self._committing() as env:
            env["ir.config_parameter"].set_param(TRUSTED_HOSTS, "127.0.0.1")
            buyer = env["res.partner"].create({"name": "Two", "email": "buyer@two.example"})
            mailboxes = env["foreign.trade.mailbox"].browse(self.mailbox_ids)
            mailboxes.write({"imap_host": "127.0.0.1", "imap_security": "none", "imap_port": 1})
            mailboxes[1].write({"imap_port": imap.port, "login": "two", "secret": "pass"})
            mailboxes.state = "connected"
        with patch(f"{FETCH}.BATCH", 2), self._committing() as env:
            env["foreign.trade.mailbox"]._cron_fetch()
            env.cr.rollback()
        with self._committing() as env:
            buyer = buyer.with_env(env)
            mailboxes = env["foreign.trade.mailbox"].browse(self.mailbox_ids)
            self.assertEqual(mailboxes.mapped("state"), ["failing", "connected", "failing"])
            self.assertEqual(mailboxes.folder_ids[0].last_uid, "3")
            messages = buyer.message_ids.filtered(lambda one: one.message_type == "email")
            self.assertEqual(len(messages), 3)
            self.assertTrue(buyer.contact_last_in_at)
            env["ir.config_parameter"].set_param(TRUSTED_HOSTS, False)
            buyer.unlink()

    def test_taken_since_the_transaction_began(self):
        with self.registry.cursor() as one, self.registry.cursor() as two:
            first = api.Environment(one, SUPERUSER_ID, {})["foreign.trade.mailbox"]
            second = api.Environment(two, SUPERUSER_ID, {})["foreign.trade.mailbox"]
            second.search_count([])  # their snapshot
            mine = first._claim_due()
            self.assertTrue(mine)
            one.commit()
            self.assertFalse(second._claim_due(), "what they see as free has been taken")
            two.rollback()
            theirs = second._claim_due()
            self.assertTrue(theirs)
            self.assertNotEqual(mine.id, theirs.id)


@tagged("post_install", "-at_install")
class TestMailboxSafety(MailboxCommon):
    """Encrypted connections, and sign-in through Odoo's modules for OAuth."""

    def _certificate(self):
        """A self-signed certificate for 127.0.0.1 as the names of two files."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "loopback")])
        today = datetime.datetime.now()
        address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(1)
            .not_valid_before(today - datetime.timedelta(days=2))
            .not_valid_after(today + datetime.timedelta(days=2))
            .add_extension(x509.SubjectAlternativeName([address]), critical=False)
            .sign(key, hashes.SHA256())
        )
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        encoding = serialization.Encoding.PEM
        (folder / "cert.pem").write_bytes(certificate.public_bytes(encoding))
        (folder / "key.pem").write_bytes(
            key.private_bytes(
                encoding,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        return folder / "cert.pem", folder / "key.pem"

    def test_certificate_is_verified(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*self._certificate())
        imap = ImapServer(login=OWN, tls=context)
        self.addCleanup(imap.stop)
        self.mailbox.write({"imap_port": imap.port, "imap_security": "ssl"})
        with self.assertRaises(UserError) as caught:
            self.mailbox.action_connect()
        self.assertIn("certificate", str(caught.exception))
        self.assertFalse(imap.commands, "no password to whoever shows a false certificate")
        self.mailbox.verify_certificate = False
        self.mailbox.action_connect()
        imap.inbox.add(self._mail(), self._at(1))
        self._read()
        self.assertEqual(len(self._filed()), 1)

    def test_plain_port_where_tls_is_expected(self):
        self.mailbox.imap_security = "ssl"
        with self.assertRaises(UserError) as caught:
            self.mailbox.action_connect()
        self.assertIn("No safe connection", str(caught.exception))

    def test_sign_in_by_oauth(self):
        """Odoo's module for the provider keeps the consent and signs in; nothing is copied."""
        servers = self.env["fetchmail.server"]
        if "gmail" not in dict(servers._fields["server_type"].selection):
            self.skipTest("google_gmail is not installed")
        params = self.env["ir.config_parameter"]
        params.set_param("google_gmail_client_id", "client")
        params.set_param("google_gmail_client_secret", "hush")
        self.mailbox.write(
            {"authentication": "gmail", "imap_host": "127.0.0.1", "imap_port": self.imap.port}
        )
        action = self.mailbox.action_connect()
        self.assertEqual(action["type"], "ir.actions.act_url")
        self.assertIn("client_id=client", action["url"])
        self.assertEqual(self.mailbox.state, "draft")
        server = self.mailbox.sudo().fetchmail_server_id
        self.assertEqual((server.state, server.user), ("draft", OWN), "left to us to read")
        self.admin.group_ids |= self.env.ref("base.group_system")
        seen = servers.with_user(self.admin).search([("id", "=", server.id)])
        self.assertFalse(seen, "other people's consent is out of administrators' lists")
        server.google_gmail_refresh_token = "refresh"
        with patch.object(type(servers), "_fetch_gmail_access_token") as fetch:
            fetch.return_value = ("token-1", 2000000000)
            self.mailbox.action_connect()
            self._put(self.imap.inbox, self._mail())
            self._read()
        self.assertEqual(self.mailbox.state, "connected")
        self.assertIn(f"user={OWN}\x01auth=Bearer token-1\x01\x01", self.imap.tokens)
        self.assertEqual(len(self._filed()), 1)
        self.mailbox.unlink()
        self.assertFalse(server.exists())

    def test_consent_that_is_over(self):
        servers = self.env["fetchmail.server"]
        if "gmail" not in dict(servers._fields["server_type"].selection):
            self.skipTest("google_gmail is not installed")
        server = servers.create({"name": "x", "server_type": "gmail", "is_ssl": True, "user": OWN})
        server.google_gmail_refresh_token = "refresh"
        self.mailbox.sudo().write({"authentication": "gmail", "fetchmail_server_id": server.id})
        self.mailbox.sudo().state = "connected"
        with patch.object(type(servers), "_fetch_gmail_access_token") as fetch:
            fetch.side_effect = ConnectionError("no route to the provider")
            for _attempt in range(4):
                self._read()
            self.assertEqual(self.mailbox.state, "failing", "a network that is down comes back")
            fetch.side_effect = UserError("token revoked")
            for _attempt in range(4):
                self._read()
        self.assertEqual(self.mailbox.state, "stopped")
        self.assertIn("Connect again", self.mailbox.error)
        self.assertEqual(fetch.call_count, 7)
