"""Reading a mailbox over IMAP, headers first. Plain Python: nothing here needs a database.

Folders are opened read-only and bodies are peeked at, so that nothing changes in the mailbox.
"""

import contextlib
import imaplib
import ipaddress
import socket
import ssl
from typing import NamedTuple

from .imap_answers import MONTHS, SENT_NAMES, fact, moment, parse_list_line, quoted, text_of

TIMEOUT = 30
# No answer of an honest server is longer: mails above 25 MB are not asked for.
MAX_ANSWER = 64 * 1024 * 1024
HEADERS = (
    "From To Cc Bcc Reply-To Date Subject Message-Id In-Reply-To References Auto-Submitted "
    "Precedence List-Id List-Unsubscribe X-Autoreply X-Autorespond Return-Path Content-Type "
    "X-Failed-Recipients Delivered-To"
)


class ImapError(Exception):
    """What went wrong, as ``kind``: host, forbidden, network, timeout, certificate, tls, login,
    folder or protocol; the text is the server's own.
    """

    def __init__(self, kind, text=""):
        super().__init__(text or kind)
        self.kind = kind


class FolderState(NamedTuple):
    uidvalidity: int
    uidnext: int


class Head(NamedTuple):
    """What is known of a mail before its body is fetched; ``received`` is naive UTC or None."""

    uid: int
    size: int
    received: object
    raw: bytes


class _Guarded:
    """Refuses to talk to a machine that is not on the public Internet, unless it is trusted."""

    trusted = False

    def _open_socket(self, timeout):
        sock = socket.create_connection((self.host, self.port), timeout or TIMEOUT)
        if not self.trusted and not is_public(sock.getpeername()[0]):
            sock.close()
            raise ImapError("forbidden", self.host)
        return sock

    def read(self, size):
        if size > MAX_ANSWER:
            raise ImapError("protocol", f"{size} bytes")
        return super().read(size)


class _Imap(_Guarded, imaplib.IMAP4):
    def __init__(self, host, port, trusted):
        self.trusted = trusted
        super().__init__(host, port, TIMEOUT)

    def _create_socket(self, timeout):
        return self._open_socket(timeout)


class _ImapSsl(_Guarded, imaplib.IMAP4_SSL):
    def __init__(self, host, port, trusted, context):
        self.trusted = trusted
        super().__init__(host, port, ssl_context=context, timeout=TIMEOUT)

    def _create_socket(self, timeout):
        return self.ssl_context.wrap_socket(self._open_socket(timeout), server_hostname=self.host)


def is_public(address):
    """Whether an IP address belongs to the public Internet."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    return (getattr(ip, "ipv4_mapped", None) or ip).is_global


def tls_context(verify=True):
    context = ssl.create_default_context()
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


@contextlib.contextmanager
def explained(protocol_kind="protocol"):
    """Turn whatever a server or the network does into an :class:`ImapError`."""
    try:
        yield
    except ImapError:
        raise
    except ssl.SSLCertVerificationError as error:
        raise ImapError("certificate", error.verify_message) from error
    except ssl.SSLError as error:
        raise ImapError("tls", str(error)) from error
    except socket.gaierror as error:
        raise ImapError("host") from error
    except UnicodeError as error:
        raise ImapError("host" if protocol_kind == "protocol" else protocol_kind) from error
    except TimeoutError as error:
        raise ImapError("timeout") from error
    except imaplib.IMAP4.abort as error:
        raise ImapError("protocol", _text(error)) from error
    except imaplib.IMAP4.error as error:
        raise ImapError(protocol_kind, _text(error)) from error
    except OSError as error:
        raise ImapError("network", str(error)) from error


def _text(error):
    value = error.args[0] if error.args else ""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


class ImapSession:
    """One connection. Use :meth:`login`, or authenticate ``connection`` by other means."""

    def __init__(self, host, port, security="ssl", verify=True, trusted=False):
        """
        :param str security: ``ssl``, ``starttls`` or ``none``
        :param bool verify: whether the certificate must be right
        :param bool trusted: whether the host may be in a private network
        """
        with explained():
            if security == "ssl":
                self.connection = _ImapSsl(host, port, trusted, tls_context(verify))
            else:
                self.connection = _Imap(host, port, trusted)
            if security == "starttls":
                self.connection.starttls(tls_context(verify))

    def login(self, user, password):
        with explained("login"):
            self.connection.login(user, password)

    def introduce(self):
        """Some providers serve only clients that say who they are."""
        if "ID" in self.connection.capabilities:
            with contextlib.suppress(imaplib.IMAP4.error):
                self.connection.xatom("ID", '("name" "Odoo" "vendor" "Odoo")')

    def find_sent(self):
        """Name of the folder of sent mail as the server spells it, None when there is none."""
        with explained():
            _answer, lines = self.connection.list()
        folders = [folder for folder in map(parse_list_line, lines or []) if folder]
        for flags, name, _plain in folders:
            if "\\sent" in flags:
                return name
        named = {plain: name for _flags, name, plain in reversed(folders)}
        return next((named[plain] for plain in SENT_NAMES if plain in named), None)

    def open(self, folder):
        """Open read-only and tell its :class:`FolderState`."""
        with explained("folder"):
            answer, data = self.connection.select(quoted(folder), readonly=True)
        if answer != "OK":
            raise ImapError("folder", text_of(data))
        return FolderState(self._number("UIDVALIDITY"), self._number("UIDNEXT"))

    def _number(self, name):
        _name, values = self.connection.response(name)
        value = values[0] if values else None
        return int(value) if value and value.isdigit() else 0

    def uids_after(self, uid):
        """UIDs above this one, ascending."""
        # "n:*" names the last mail even when its UID is below n
        return [found for found in self._search("UID", f"{uid + 1}:*") if found > uid]

    def uids_since(self, day):
        """UIDs of mail that came in on this day or later, ascending."""
        return self._search("SINCE", f"{day.day:02}-{MONTHS[day.month - 1]}-{day.year}")

    def _search(self, *criteria):
        with explained():
            answer, data = self.connection.uid("SEARCH", *criteria)
        if answer != "OK":
            raise ImapError("protocol", text_of(data))
        found = b" ".join(part for part in data if part).split()
        return sorted(int(uid) for uid in found if uid.isdigit())

    def fetch_heads(self, uids):
        """One :class:`Head` for each of these mails that is still there."""
        fields = f"(UID RFC822.SIZE INTERNALDATE BODY.PEEK[HEADER.FIELDS ({HEADERS})])"
        return [
            Head(uid, size, received, raw) for uid, size, received, raw in self._fetch(uids, fields)
        ]

    def fetch_mail(self, uid):
        """The whole mail, None when it is gone."""
        return next((raw for _uid, _size, _at, raw in self._fetch([uid], "(BODY.PEEK[])")), None)

    def _fetch(self, uids, fields):
        with explained():
            answer, data = self.connection.uid("FETCH", ",".join(map(str, uids)), fields)
        if answer != "OK":
            raise ImapError("protocol", text_of(data))
        for position, part in enumerate(data or []):
            if not isinstance(part, tuple):
                continue
            after = data[position + 1] if position + 1 < len(data) else b""
            facts = part[0] + b" " + (after if isinstance(after, bytes) else b"")
            uid = fact(facts, rb"UID (\d+)")
            if uid and int(uid) in uids:
                received = moment(fact(facts, rb'INTERNALDATE "([^"]+)"'))
                yield int(uid), int(fact(facts, rb"RFC822\.SIZE (\d+)") or 0), received, part[1]

    def close(self):
        with contextlib.suppress(OSError, imaplib.IMAP4.error):
            self.connection.logout()
