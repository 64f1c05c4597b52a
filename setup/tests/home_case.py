import os
import tempfile
import unittest
from pathlib import Path
from unittest import mock


class HomeCase(unittest.TestCase):
    """Tests with a state folder and a cache of their own, and a quiet command."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = Path(folder.name).resolve() / "home"
        cache = str(self.home.parent / "cache")
        self.patch(mock.patch.dict(os.environ, FT_HOME=str(self.home), XDG_CACHE_HOME=cache))
        self.patch(mock.patch("ft.say.note"))

    def patch(self, patcher):
        """Start a patch for the length of the test."""
        self.addCleanup(patcher.stop)
        return patcher.start()
