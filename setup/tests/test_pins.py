"""Versions stand in several files, each needed by another tool: they must agree."""

import json
import re
import unittest

from ft import paths


def read(name):
    return (paths.ROOT / name).read_text(encoding="utf-8")


class TestPins(unittest.TestCase):
    def test_pre_commit_uses_the_pinned_linters(self):
        hooks = read(".pre-commit-config.yaml")
        pinned = dict(
            line.split("==") for line in read("setup/requirements.txt").splitlines() if "==" in line
        )
        for name, version in re.findall(r'"([a-z-]+)==([0-9.]+)"', hooks):
            self.assertEqual(version, pinned[name], name)
        wanted = json.loads(read("package.json"))["devDependencies"]
        for name, version in re.findall(r'"(@?[a-z/-]+)@([0-9.]+)"', hooks):
            self.assertEqual(version, wanted[name], name)

    def test_the_lock_file_follows_package_json(self):
        wanted = json.loads(read("package.json"))["devDependencies"]
        locked = json.loads(read("package-lock.json"))["packages"]
        for name, version in wanted.items():
            self.assertEqual(locked[f"node_modules/{name}"]["version"], version)

    def test_every_requirement_is_exact(self):
        for line in read("setup/requirements.txt").splitlines():
            self.assertRegex(line, r"^[A-Za-z0-9_.-]+==[0-9][^ ]*$")
