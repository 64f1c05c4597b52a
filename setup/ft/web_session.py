"""A user's session on a running Odoo, over its JSON-RPC routes."""

import http.cookiejar
import json
import urllib.error
import urllib.request

from . import say


class WebSession:
    """Log in as somebody and call model methods as the web client does.

    :param url: base address of the server
    :raise say.Stop: wrong login, or the server refuses a call
    """

    def __init__(self, url, database, login, password):
        self.url = url.rstrip("/")
        self._cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self._cookies)
        )
        info = self._post("/web/session/authenticate", db=database, login=login, password=password)
        self.uid = info["uid"]
        self.context = info["user_context"]

    @property
    def session_id(self):
        """Value of the session cookie."""
        return next(cookie.value for cookie in self._cookies if cookie.name == "session_id")

    def call(self, model, method, *args, **kwargs):
        """Call ``model.method(*args, **kwargs)`` with the user's context."""
        kwargs.setdefault("context", self.context)
        return self._post(
            "/web/dataset/call_kw", model=model, method=method, args=list(args), kwargs=kwargs
        )

    def speak(self, lang):
        """Switch the user's language and return the one before."""
        [user] = self.call("res.users", "read", [self.uid], ["lang"])
        self.call("res.users", "write", [self.uid], {"lang": lang})
        self.context = {**self.context, "lang": lang}
        return user["lang"]

    def _post(self, route, **params):
        request = urllib.request.Request(
            self.url + route,
            json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}).encode(),
            {"Content-Type": "application/json"},
        )
        try:
            with self._opener.open(request, timeout=120) as answer:
                content = json.load(answer)
        except urllib.error.URLError as error:
            raise say.Stop(f"{self.url} does not answer: {error.reason}") from error
        if "error" in content:
            data = content["error"].get("data", {})
            raise say.Stop(f"{route}: {data.get('name')}: {data.get('message')}")
        return content["result"]
