"""IMAP and SMTP servers on the loopback interface, as far as a mailbox needs them.

Plain sockets, one thread for each connection; what clients asked is kept for the tests to see.
"""

import base64
import re
import socketserver
import threading
from datetime import datetime

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


class LoopbackServer:
    """Listens on a free port of 127.0.0.1 until :meth:`stop`."""

    def __init__(self, tls=None):
        owner = self

        class Handler(socketserver.StreamRequestHandler):
            def setup(self):
                if tls:
                    self.request = tls.wrap_socket(self.request, server_side=True)
                return super().setup()

            def handle(self):
                owner.serve(self)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True

            def handle_error(self, request, client_address):
                """A client that breaks off is part of the tests."""

        self.commands = []
        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        # asked that often, it stops at once
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(5)


class Folder:
    def __init__(self, name, flags="", uidvalidity=1):
        self.name = name
        self.flags = flags
        self.uidvalidity = uidvalidity
        self.mails = {}
        self.next_uid = 1

    def add(self, raw, received=None, uid=None):
        """Put a mail in; ``received`` is naive UTC."""
        uid = uid or self.next_uid
        self.next_uid = uid + 1
        self.mails[uid] = (raw, received or datetime(2026, 3, 1, 9))
        return uid


class ImapServer(LoopbackServer):
    """One account with an inbox and a folder of sent mail."""

    def __init__(self, login="lin@ningbo-garden.example", password="app-password", tls=None):
        super().__init__(tls)
        self.login, self.password = login, password
        self.inbox = Folder("INBOX")
        self.sent = Folder("&XfJT0ZAB-", "\\HasNoChildren \\Sent")
        self.folders = [self.inbox, self.sent]
        self.die_at = None  # a command on which the connection breaks
        self.heads = self.bodies = 0
        self.tokens = []

    def serve(self, link):
        self._send(link, b"* OK loopback ready")
        selected = None
        for line in link.rfile:
            tag, _space, rest = line.strip().decode("utf-8", "replace").partition(" ")
            self.commands.append(re.sub(r"(LOGIN \S+) .*", r"\1", rest))
            if self.die_at and rest.upper().startswith(self.die_at):
                return
            name, _space, arguments = rest.partition(" ")
            name = name.upper()
            if name == "UID":
                name, _space, arguments = arguments.partition(" ")
                name = "UID_" + name.upper()
            if name in ("SELECT", "EXAMINE"):
                selected = self._find(arguments)
            answer = getattr(self, f"_do_{name.lower()}", self._do_unknown)
            self._send(link, tag.encode() + b" " + answer(link, selected, arguments))
            if name == "LOGOUT":
                return

    @staticmethod
    def _send(link, line):
        link.wfile.write(line + b"\r\n")

    def _find(self, name):
        wanted = name.strip().strip('"')
        return next((folder for folder in self.folders if folder.name == wanted), None)

    def _do_unknown(self, link, _selected, _arguments):
        return b"BAD unknown command"

    def _do_capability(self, link, _selected, _arguments):
        self._send(link, b"* CAPABILITY IMAP4REV1 ID")
        return b"OK done"

    def _do_login(self, link, _selected, arguments):
        login, _space, password = arguments.partition(" ")
        if (login.strip('"'), password.strip('"')) != (self.login, self.password):
            return b"NO [AUTHENTICATIONFAILED] LOGIN error or password error"
        return b"OK welcome"

    def _do_authenticate(self, link, _selected, _arguments):
        self._send(link, b"+ ")
        self.tokens.append(base64.b64decode(link.rfile.readline()).decode())
        return b"OK welcome"

    def _do_id(self, link, _selected, _arguments):
        self._send(link, b'* ID ("name" "loopback")')
        return b"OK done"

    def _do_list(self, link, _selected, _arguments):
        for folder in self.folders:
            self._send(link, f'* LIST ({folder.flags}) "/" "{folder.name}"'.encode())
        return b"OK done"

    def _do_examine(self, link, selected, _arguments):
        if selected is None:
            return b"NO no such folder"
        self._send(link, b"* %d EXISTS" % len(selected.mails))
        self._send(link, b"* OK [UIDVALIDITY %d] valid" % selected.uidvalidity)
        self._send(link, b"* OK [UIDNEXT %d] next" % selected.next_uid)
        return b"OK [READ-ONLY] done"

    def _do_select(self, link, selected, arguments):
        if not self.tokens:  # Odoo's modules for OAuth do it at sign-in, we never
            return b"NO never opened for writing"
        return self._do_examine(link, selected, arguments).replace(b"ONLY", b"WRITE")

    def _do_uid_search(self, link, selected, arguments):
        found = sorted(selected.mails)
        if arguments.startswith("UID "):
            start = int(arguments[4:].partition(":")[0])
            found = [uid for uid in found if uid >= start] or found[-1:]
        elif arguments.startswith("SINCE "):
            day, month, year = arguments[6:].split("-")
            since = datetime(int(year), MONTHS.index(month) + 1, int(day))
            found = [uid for uid in found if selected.mails[uid][1] >= since]
        self._send(link, b"* SEARCH " + b" ".join(b"%d" % uid for uid in found))
        return b"OK done"

    def _do_uid_fetch(self, link, selected, arguments):
        uids, _space, fields = arguments.partition(" ")
        whole = "BODY.PEEK[]" in fields
        for number, uid in enumerate(int(uid) for uid in uids.split(",")):
            if uid not in selected.mails:
                continue
            raw, received = selected.mails[uid]
            if whole:
                self.bodies += 1
                section, content = b"BODY[]", raw
            else:
                self.heads += 1
                section = b"BODY[HEADER.FIELDS (FROM)]"
                content = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0] + b"\r\n\r\n"
            at = received.strftime(f"%d-{MONTHS[received.month - 1]}-%Y %H:%M:%S +0000")
            self._send(
                link,
                b'* %d FETCH (UID %d RFC822.SIZE %d INTERNALDATE "%s" %s {%d}\r\n%s)'
                % (number + 1, uid, len(raw), at.encode(), section, len(content), content),
            )
        return b"OK done"

    def _do_logout(self, link, _selected, _arguments):
        self._send(link, b"* BYE")
        return b"OK done"


class SmtpServer(LoopbackServer):
    """Keeps what it is given; takes PLAIN and LOGIN sign-in."""

    def __init__(self):
        super().__init__()
        self.mails = []
        self.sign_ins = []

    def serve(self, link):
        self._send(link, "220 loopback ready")
        for line in link.rfile:
            command = line.strip().decode("utf-8", "replace")
            self.commands.append(command.split(" ")[0].upper())
            if command.upper().startswith("EHLO"):
                self._send(link, "250-loopback\r\n250 AUTH PLAIN")
            elif command.upper().startswith("AUTH PLAIN"):
                self.sign_ins.append(command.split()[-1])
                self._send(link, "235 welcome")
            elif command.upper() == "DATA":
                self._send(link, "354 go on")
                self.mails.append(self._read_mail(link))
                self._send(link, "250 kept")
            elif command.upper() == "QUIT":
                self._send(link, "221 bye")
                return
            else:
                self._send(link, "250 fine")

    @staticmethod
    def _read_mail(link):
        lines = []
        for line in link.rfile:
            if line == b".\r\n":
                break
            lines.append(line)
        return b"".join(lines)

    @staticmethod
    def _send(link, line):
        link.wfile.write(line.encode() + b"\r\n")
