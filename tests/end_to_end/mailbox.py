"""The buyer's mail server: takes what Odoo sends and keeps it. Standard library only."""

import email
import email.policy
import socketserver
import threading
import time


class _Conversation(socketserver.StreamRequestHandler):
    """Just enough SMTP for one client that sends well-formed mail."""

    def handle(self):
        self._say("220 buyer.example")
        while line := self.rfile.readline():
            word = line.decode("ascii", "replace").strip().upper().split(" ")[0]
            if word == "EHLO":
                self._say("250-buyer.example")
                self._say("250 8BITMIME")
            elif word == "DATA":
                self._say("354 go on")
                self._keep()
                self._say("250 taken")
            elif word == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _keep(self):
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        message = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
        self.server.messages.append(message)

    def _say(self, text):
        self.wfile.write(text.encode() + b"\r\n")


class Mailbox(socketserver.ThreadingTCPServer):
    """Listens on a free port of this machine; ``messages`` holds what came."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.port = self.server_address[1]
        self.messages = []
        # asked that often, it stops at once
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def to(self, address, seconds=0):
        """Messages to an address; waits up to ``seconds`` for the first one."""
        deadline = time.monotonic() + seconds
        while True:
            found = [message for message in self.messages if address in str(message["To"])]
            if found or time.monotonic() > deadline:
                return found
            time.sleep(0.2)

    def stop(self):
        self.shutdown()
        self.server_close()
