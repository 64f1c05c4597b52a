"""Debian packages fetched by apt into the cache and unpacked into a folder of ours.

No root is needed and nothing is installed: apt works on private lists and checks
the signatures with the machine's keyring, from the mirror the machine already uses.
"""

import hashlib
import os
import re
import shutil
import subprocess

from . import lock, paths, process, say, staged

KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
STABLE = "bookworm"
UNSTABLE = "sid"


def mirror():
    """The Debian mirror this machine uses, or ``None`` without apt or Debian."""
    if not (shutil.which("apt-get") and shutil.which("dpkg")):
        return None
    query = ["apt-get", "indextargets", "--format", "$(REPO_URI)",
             "Created-By: Packages", "Origin: Debian"]  # fmt: skip
    try:
        done = subprocess.run(query, capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = [line for line in done.stdout.split() if "security" not in line]
    return found[0] if found else None


def fetch(name, packages):
    """Download ``package/suite`` items once and return the paths of the .deb files.

    A complete set in the cache is used as it is, so no network is needed then.
    """
    wanted = hashlib.sha256(" ".join(packages).encode()).hexdigest()[:8]
    target = paths.cache() / "debs" / f"{name}-{wanted}"
    with lock.exclusive("cache-debs", "another checkout downloads Debian packages"):
        files = staged.stamp(target)
        if not files or not all(_intact(target / n, size) for n, size in files.items()):
            files = {}
            with staged.building(target, files) as work:
                _download(work, packages)
                files.update({deb.name: deb.stat().st_size for deb in work.glob("*.deb")})
                if len(files) < len(packages):
                    raise say.Stop(f"cannot download {name}: the mirror lacks a package")
    return [target / name for name in files]


def _intact(path, size):
    return path.is_file() and path.stat().st_size == size


def _download(work, packages):
    options = _private_apt(work)
    env = dict(os.environ, LC_ALL="C", DEBIAN_FRONTEND="noninteractive")
    try:
        process.run(["apt-get", *options, "update"], "reach the Debian mirror", "apt",
                    env=env)  # fmt: skip
        process.run(["apt-get", *options, "download", *packages], "download from Debian",
                    "apt", env=env, cwd=work, timeout=1800)  # fmt: skip
    except say.Stop as stop:
        raise say.Stop(_explain(str(stop))) from None
    shutil.rmtree(work / "apt")


def _explain(text):
    if "disk is full" in text:
        return text
    signs = ("Could not resolve", "Temporary failure", "Could not connect", "unreachable",
             "Failed to fetch", "Unable to connect", "Connection failed")  # fmt: skip
    log = process.tail(process.log_file("apt"))[-5000:]
    if any(sign in log for sign in signs):
        return "no network: Debian's mirror cannot be reached; connect and start again"
    return text


def _private_apt(work):
    """Options that keep apt inside ``work`` with the two suites we take from."""
    state = work / "apt"
    for part in ("lists/partial", "cache/archives/partial"):
        (state / part).mkdir(parents=True)
    signed = f"[signed-by={KEYRING}] " if os.path.exists(KEYRING) else ""
    source = state / "sources.list"
    uri = mirror()
    lines = [f"deb {signed}{uri} {suite} main\n" for suite in (UNSTABLE, STABLE)]
    source.write_text("".join(lines), encoding="utf-8")
    settings = {
        "Dir::Etc::sourcelist": source,
        "Dir::Etc::sourceparts": "-",
        "Dir::State::lists": state / "lists",
        "Dir::Cache": state / "cache",
        "APT::Sandbox::User": "",
        "Acquire::Retries": 1,
        "Acquire::http::Timeout": 20,
        "Acquire::https::Timeout": 20,
        "Acquire::Languages": "none",
    }
    return [item for key, value in settings.items() for item in ("-o", f"{key}={value}")]


def unpack(debs, folder):
    """Unpack .deb files on top of each other."""
    for deb in debs:
        process.run(["dpkg", "-x", deb, folder], f"unpack {deb.name}", "apt")


def version(debs, package):
    """The version of ``package`` among the files, as in their names."""
    for deb in debs:
        found = re.match(rf"{re.escape(package)}_(.+)_[^_]+\.deb$", deb.name)
        if found:
            return found[1]
    return "unknown"
