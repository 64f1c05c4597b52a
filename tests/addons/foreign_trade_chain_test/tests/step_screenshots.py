import base64
import json
import shutil
from pathlib import Path
from unittest.mock import patch

from odoo.tests.common import ChromeBrowser, HttpCase
from odoo.tools import config

SIGNAL = "ft-screenshot "


class StepScreenshots(HttpCase):
    """Tours that keep a picture of a step: ``photo("name")`` in the tour's steps.

    Pictures lie in ``<screenshots>/<screenshot_folder>/NN-name.png``, numbered in the order
    they were taken over all tours of the class. The tour waits until a picture is taken.
    """

    screenshot_folder = "tours"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.screenshots = Path(config["screenshots"], cls.screenshot_folder)
        shutil.rmtree(cls.screenshots, ignore_errors=True)
        cls.screenshots.mkdir(parents=True)
        cls.screenshot_count = 0
        listener = patch.object(ChromeBrowser, "_handle_console", cls._listen())
        cls.startClassPatcher(listener)

    @classmethod
    def _listen(cls):
        original = ChromeBrowser._handle_console

        def _handle_console(browser, type, args=None, **kw):  # noqa: A002
            text = args[0].get("value") if args else None
            if isinstance(text, str) and text.startswith(SIGNAL):
                return cls._take(browser, text.removeprefix(SIGNAL))
            return original(browser, type, args=args, **kw)

        return _handle_console

    @classmethod
    def _take(cls, browser, name):
        """Ask Chromium for the picture; the answer comes on the thread we are on."""
        cls.screenshot_count += 1
        path = cls.screenshots / f"{cls.screenshot_count:02}-{name}.png"

        def keep(future):
            path.write_bytes(base64.b64decode(future.result()["data"]))
            expression = f"window.ftScreenshotTaken = {json.dumps(name)}"
            browser._websocket_send("Runtime.evaluate", params={"expression": expression})

        future = browser._websocket_send("Page.captureScreenshot", with_future=True)
        if future:
            future.add_done_callback(keep)
