"""Meta's Graph API as far as we call it, on this machine. Keeps what it was asked."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOKEN = "EAAG-tests-only"
LEAD = {
    "id": "444444444444444",
    "created_time": "2026-11-20T08:12:45+0000",
    "ad_name": "Garden chairs, Gulf",
    "field_data": [
        {"name": "full_name", "values": ["Ahmed Al Farsi"]},
        {"name": "email", "values": ["ahmed@gulfgarden.example"]},
        {"name": "phone_number", "values": ["+971501234567"]},
        {"name": "country", "values": ["AE"]},
        {"name": "how_many_containers_a_year?", "values": ["6"]},
    ],
}
TEMPLATES = [
    {
        "name": "quotation_ready",
        "language": "es",
        "status": "APPROVED",
        "components": [{"type": "BODY", "text": "Hola {{1}}, su oferta {{2}} está lista."}],
    },
    {
        "name": "rejected_one",
        "language": "en_US",
        "status": "REJECTED",
        "components": [{"type": "BODY", "text": "Buy now"}],
    },
    {
        "name": "with_picture",
        "language": "en_US",
        "status": "APPROVED",
        "components": [{"type": "HEADER", "format": "IMAGE"}, {"type": "BODY", "text": "Look"}],
    },
]
MEDIA = b"%PDF-1.4 drawing"


class GraphServer:
    """Start with ``with GraphServer() as server``; ``server.url`` is its address.

    ``refusal``, a (status, answer) pair, is what it says to everything while it is set.
    """

    def __init__(self):
        self.requests, self.refusal, self.sent = [], None, 0
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), self._make_handler())
        self.url = f"http://127.0.0.1:{self.http.server_port}/v23.0"

    def __enter__(self):
        # asked that often, it stops at once
        thread = threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        return self

    def __exit__(self, *exc_info):
        self.http.shutdown()
        self.http.server_close()

    def answer(self, method, path, token, body):
        """(status, content type, bytes) for one call."""
        self.requests.append((method, path, body))
        if token != f"Bearer {TOKEN}":
            return self._json(401, {"error": {"message": "Invalid OAuth token", "code": 190}})
        if self.refusal:
            return self._json(*self.refusal)
        name = path.partition("?")[0].rpartition("/v23.0/")[2]
        if method == "POST" and name.endswith("/messages"):
            self.sent += 1
            return self._json(200, {"messages": [{"id": f"wamid.out{self.sent}"}]})
        if name.endswith("/message_templates"):
            return self._json(200, {"data": TEMPLATES, "paging": {}})
        if name == "media-1":
            url = f"{self.url.removesuffix('/v23.0')}/v23.0/file-1"
            return self._json(200, {"url": url, "mime_type": "application/pdf", "file_size": 16})
        if name == "media-2":
            return self._json(200, {"url": "http://attacker.example/x", "mime_type": "image/png"})
        if name == "file-1":
            return 200, "application/pdf", MEDIA
        if name == LEAD["id"]:
            return self._json(200, LEAD)
        return self._json(404, {"error": {"message": "Unknown path", "code": 100}})

    @staticmethod
    def _json(status, content):
        return status, "application/json", json.dumps(content).encode()

    def _make_handler(self):
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self._serve("GET")

            def do_POST(self):
                self._serve("POST")

            def _serve(self, method):
                length = int(self.headers.get("Content-Length") or 0)
                raw = self.rfile.read(length)
                body = json.loads(raw) if raw else None
                token = self.headers.get("Authorization")
                status, kind, content = server.answer(method, self.path, token, body)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *args):
                pass

        return Handler
