"""A headless Chromium that logs in, opens a page of the web client and takes its picture."""

import base64
import contextlib
import json
import re
import shutil
import subprocess
import tempfile
import time
import urllib.request

import websocket

from . import say

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars", "--force-device-scale-factor=1", "--remote-debugging-port=0",
    "--remote-allow-origins=*",
)  # fmt: skip


class Chromium:
    """One browser with one page; use as a context manager.

    ``failed_requests`` collects ``(status, url)`` of every response from 400 up,
    ``console_errors`` what pages complained of.
    """

    def __init__(self):
        self.failed_requests = []
        self.console_errors = []
        self._number = 0

    def __enter__(self):
        executable = shutil.which("chromium") or shutil.which("google-chrome")
        if not executable:
            raise say.Stop("Chromium is missing: apt-get install chromium")
        self._stack = contextlib.ExitStack()
        profile = self._stack.enter_context(
            tempfile.TemporaryDirectory(prefix="ft-chromium-", ignore_cleanup_errors=True)
        )
        self._process = subprocess.Popen(
            [executable, *FLAGS, f"--user-data-dir={profile}", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._stack.callback(self._process.wait, 10)
        self._stack.callback(self._process.terminate)
        self._open_page(self._devtools_port())
        return self

    def __exit__(self, *_exc):
        self._stack.close()

    def _devtools_port(self):
        for line in self._process.stderr:
            if found := re.search(r"DevTools listening on ws://127\.0\.0\.1:(\d+)/", line):
                return int(found[1])
        raise say.Stop("Chromium did not start")

    def _open_page(self, port):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=20) as answer:
            page = next(tab for tab in json.load(answer) if tab["type"] == "page")
        self._socket = websocket.create_connection(page["webSocketDebuggerUrl"], timeout=60)
        self._stack.callback(self._socket.close)
        for domain in ("Page", "Runtime", "Network"):
            self.send(f"{domain}.enable")

    def send(self, method, **params):
        """Call one method of the DevTools protocol and return its result."""
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise say.Stop(f"Chromium: {method}: {answer['error']['message']}")
                return answer["result"]
            self._notice(answer)

    def _notice(self, event):
        params = event.get("params", {})
        if event.get("method") == "Network.responseReceived":
            response = params["response"]
            if response["status"] >= 400:
                self.failed_requests.append((response["status"], response["url"]))
        elif event.get("method") == "Runtime.exceptionThrown":
            details = params["exceptionDetails"]
            text = details.get("exception", {}).get("description") or details.get("text", "")
            self.console_errors.append(text)

    def evaluate(self, script):
        """Value of a JavaScript expression in the page; promises are awaited."""
        result = self.send(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in result:
            details = result["exceptionDetails"]
            raise say.Stop(f"JavaScript: {details.get('exception', {}).get('description')}")
        return result["result"].get("value")

    def size(self, width, height):
        """Give the page a size in CSS pixels; up to 500 wide it is a phone that is touched."""
        phone = width <= 500
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=phone,
        )  # fmt: skip
        self.send("Emulation.setTouchEmulationEnabled", enabled=phone)

    def session(self, url, session_id):
        """Become the user of an Odoo session."""
        self.send("Network.setCookie", name="session_id", value=session_id, url=url)

    def open(self, url, ready, seconds=30):
        """Load a page and wait for an element that matches ``ready``; tells if it came."""
        self.send("Page.navigate", url="about:blank")
        self.send("Page.navigate", url=url)
        return self.wait_for(ready, seconds)

    def wait_for(self, selector, seconds=30):
        """Wait until an element is there and nothing loads any more."""
        script = (
            f"Boolean(document.querySelector({json.dumps(selector)}))"
            " && !document.querySelector('.o_blockUI, .o_loading_indicator')"
        )
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.evaluate(script):
                self.evaluate("new Promise((done) => setTimeout(done, 600))")
                return True
            time.sleep(0.2)
        return False

    def click(self, selector):
        """Click the first element that matches, if it is there."""
        return self.evaluate(
            f"(e => e ? (e.click(), true) : false)(document.querySelector({json.dumps(selector)}))"
        )

    def picture(self, path):
        """Save what is seen as PNG."""
        data = self.send("Page.captureScreenshot", format="png")["data"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(data))
