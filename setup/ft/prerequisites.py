"""What the machine itself must have: PDF program, browser, fonts, PDF reader."""

import glob
import os
import shutil

from . import lock, process, say

FONTS = ("/usr/share/fonts/**/wqy*", "/usr/share/fonts/**/*CJK*", "/usr/share/fonts/**/*cjk*",
         "/System/Library/Fonts/PingFang*")  # fmt: skip
# Package, what shows that it is there, what is skipped without it.
WANTED = (
    ("wkhtmltopdf", lambda: shutil.which("wkhtmltopdf"), "PDF documents and their tests"),
    ("chromium", lambda: browser(), "browser tests"),
    ("fonts-wqy-zenhei", lambda: has_chinese_font(), "Chinese letters in PDF documents"),
    ("poppler-utils", lambda: shutil.which("pdftotext"), "tests that read PDF documents"),
)


def browser():
    """The browser Odoo's tests would find."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next(filter(None, map(shutil.which, names)), None)


def has_chinese_font():
    """Whether a font with Chinese letters is installed."""
    return any(glob.glob(pattern, recursive=True) for pattern in FONTS)


def ensure():
    """Install what is missing where we may, otherwise say how and what is skipped."""
    missing = [item for item in WANTED if not item[1]()]
    if not missing:
        return
    packages = " ".join(package for package, _there, _without in missing)
    command = f"apt-get install --no-install-recommends {packages}"
    if os.geteuid() == 0 and shutil.which("apt-get"):
        try:
            _install([package for package, _there, _without in missing])
        except say.Stop as stop:
            say.warn(str(stop))
        missing = [item for item in missing if not item[1]()]
    if missing:
        skipped = ", ".join(without for _package, _there, without in missing)
        say.warn(f"to be had with '{command}' as root; skipped until then: {skipped}")


def _install(packages):
    say.step(f"installing {', '.join(packages)} (a minute)")
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive", LC_ALL="C")
    wait = ["-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=1"]
    with lock.exclusive("cache-system", "another command installs packages"):
        process.run(["apt-get", *wait, "update"], "reach the Debian mirror", "apt-system",
                    env=env)  # fmt: skip
        process.run(
            ["apt-get", *wait, "install", "-y", "--no-install-recommends", *packages],
            f"install {' '.join(packages)}", "apt-system", timeout=1800, env=env,
        )  # fmt: skip
