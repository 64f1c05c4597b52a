"""An outside client of Odoo: JSON-RPC with a session as the web client has it, and XML-RPC
as mail servers hand over mail. Standard library only; nothing of Odoo is imported."""

import http.cookiejar
import json
import urllib.request
import xmlrpc.client

SECONDS = 120


class Refused(Exception):
    """The server refused a call.

    ``name`` is the Python class of the error, ``context`` what it carries besides its message.
    """

    def __init__(self, route, data):
        super().__init__(f"{route}: {data.get('name')}: {data.get('message')}")
        self.name = data.get("name") or ""
        self.message = data.get("message") or ""
        self.context = data.get("context") or {}
        self.debug = data.get("debug") or ""

    @property
    def kind(self):
        """The error's class without its module: ``AccessError``, ``GateError`` …"""
        return self.name.rpartition(".")[2]


class Session:
    """One user logged in on a running server."""

    def __init__(self, url, database, login, password):
        self.url = url.rstrip("/")
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(cookies)
        info = self.post("/web/session/authenticate", db=database, login=login, password=password)
        self.uid = info["uid"]
        self.context = info["user_context"]

    def __getitem__(self, model):
        """The model of that name, whose methods are called with the user's rights."""
        return Model(self, model)

    def call(self, model, method, args, kwargs):
        kwargs = {**kwargs, "context": {**self.context, **kwargs.get("context", {})}}
        return self.post(
            "/web/dataset/call_kw", model=model, method=method, args=args, kwargs=kwargs
        )

    def download(self, path):
        """Content of a page or file, with its content type.

        :raises urllib.error.HTTPError: whatever is not answered with success
        """
        with self._opener.open(self.url + path, timeout=SECONDS) as answer:
            return answer.read(), answer.headers.get_content_type()

    def post(self, route, **params):
        """Call a JSON-RPC route."""
        request = urllib.request.Request(
            self.url + route,
            json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}).encode(),
            {"Content-Type": "application/json"},
        )
        with self._opener.open(request, timeout=SECONDS) as answer:
            content = json.load(answer)
        if "error" in content:
            raise Refused(route, content["error"].get("data", {}))
        return content.get("result")


class Model:
    """``session["crm.lead"].write([7], {...})`` calls the method of that name."""

    def __init__(self, session, name):
        self._session = session
        self._name = name

    def __getattr__(self, method):
        def call(*args, **kwargs):
            return self._session.call(self._name, method, list(args), kwargs)

        return call

    def make(self, *, context=None, **values):
        """Create one record and return its id."""
        return self.create([values], context=context or {})[0]

    def get(self, record_id, *fields):
        """The value of one field of a record, or a dictionary of several."""
        [values] = self.read([record_id], list(fields))
        return values[fields[0]] if len(fields) == 1 else values

    def find(self, domain, *fields, **options):
        """The records of a domain with these fields."""
        return self.search_read(domain, list(fields), **options)

    def only(self, domain, *fields):
        """The single record of a domain; an assertion fails when there are none or several."""
        found = self.find(domain, *fields)
        assert len(found) == 1, f"{len(found)} records of {self._name} match {domain}"
        return found[0]


class MailGate:
    """What ``odoo-mailgate.py`` does at the end of a mail server's pipe."""

    def __init__(self, url, database, uid, password):
        self._models = xmlrpc.client.ServerProxy(f"{url}/xmlrpc/2/object", allow_none=True)
        self._login = (database, uid, password)

    def deliver(self, raw):
        """Hand over one raw RFC 822 message."""
        return self.call("mail.thread", "message_process", [False, xmlrpc.client.Binary(raw)])

    def call(self, model, method, args):
        """Call a method with the rights of the gateway's user."""
        return self._models.execute_kw(*self._login, model, method, args, {})
