"""The linters, as one part of the test run. Versions are pinned in requirements.txt and
package-lock.json; the same rules serve pre-commit."""

import hashlib
import os
import shutil
import time

from . import lock, paths, process, report, say, sources, staged, venv

# Mixins of ours call another method's super on purpose, to go round their own refusal, and
# one model is spread over files named after what they do.
PYLINT = (
    "--rcfile=.pylintrc",
    "--disable=super-method-mismatch,consider-merging-classes-inherited",
)


def run(ground):
    """Run all of them and return a :class:`report.Part`; each linter counts as one."""
    say.step("linters: ruff, pylint-odoo, prettier, eslint")
    began = time.monotonic()
    part = report.Part("linters")
    bin_folder = venv.folder() / "bin"
    targets = [*sources.present(), "setup", *(["tests"] if (paths.ROOT / "tests").is_dir() else [])]
    _judge(part, "ruff check", [bin_folder / "ruff", "check", "--output-format=concise", *targets])
    _judge(part, "ruff format", [bin_folder / "ruff", "format", "--check", *targets])
    if sources.present():
        _judge(part, "pylint-odoo", [bin_folder / "pylint", *PYLINT, *sources.present()])
        _of_npm(part, ground.runner.odoo)
    part.seconds = time.monotonic() - began
    return part


def _judge(part, name, command, **more_env):
    log = process.log_file(f"lint-{name.replace(' ', '-')}-{os.getpid()}")
    env = dict(os.environ, PATH=f"{venv.folder() / 'bin'}:{os.environ['PATH']}", **more_env)
    with open(log, "wb") as out:
        code = process.call(command, out, 600, env=env, cwd=paths.ROOT)
    if code:
        part.failures[name] = process.tail(log)
    else:
        part.passed += 1
    log.unlink()


def _of_npm(part, odoo):
    """Prettier over XML and JavaScript, eslint over JavaScript with Odoo's own rules."""
    if not shutil.which("npm"):
        part.skipped["prettier"] = part.skipped["eslint"] = "npm is not installed"
        return
    try:
        modules = node_modules()
    except say.Stop as stop:
        part.failures["prettier and eslint"] = str(stop)
        return
    scripts, all_files = _files("*.js"), [*_files("*.xml"), *_files("*.js")]
    if all_files:
        command = [modules / ".bin" / "prettier", "--check", *all_files]
        _judge(part, "prettier", command, NODE_PATH=str(modules))
    rules = next(path / "test_lint" for path in odoo.addons if (path / "test_lint").is_dir())
    if scripts:
        options = ("--no-ignore", "--no-eslintrc", "-c", rules / "tests" / "eslintrc")
        _judge(part, "eslint", [modules / ".bin" / "eslint", *options, *scripts])


def _files(pattern):
    folders = [paths.ROOT / name for name in [*sources.present(), sources.TEST_ADDONS]]
    found = [path for folder in folders for path in sorted(folder.rglob(pattern))]
    return [str(path.relative_to(paths.ROOT)) for path in found]


def node_modules():
    """Folder with prettier and its plugin, and eslint, as the lock file says."""
    lock_file = (paths.ROOT / "package-lock.json").read_bytes()
    target = paths.home() / f"node-{hashlib.sha256(lock_file).hexdigest()[:10]}"
    with lock.exclusive("node", "another run installs prettier"):
        if not staged.complete(target):
            with staged.building(target, {}) as work:
                for name in ("package.json", "package-lock.json"):
                    shutil.copy(paths.ROOT / name, work)
                cache = paths.cache() / "npm"
                process.run(
                    ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts",
                     "--prefer-offline", "--cache", cache],
                    "install prettier and eslint", "npm", timeout=300, cwd=work,
                )  # fmt: skip
    return target / "node_modules"
