"""``setup/screenshots [NAME…]``: pictures of the demonstration, as its users see it.

Without names it takes every shot of ``setup/ft/shots.py``. ``--docs`` writes those that
README.md and the module pages show into the modules' ``static/description``.
"""

import argparse
import pathlib

from . import chromium, ground, paths, port, say, server, shots, sources, web_session

SIZES = {"desktop": (1440, 900), "phone": (390, 844)}
READY = ".o_action_manager > .o_action"


def parse(arguments=None):
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="setup/screenshots", description=__doc__)
    parser.add_argument("names", nargs="*", help="names of shots; all without")
    parser.add_argument("--url", help="a server that runs already, instead of one of its own")
    parser.add_argument("--db", default="foreign_trade_demo", help="name of the database")
    parser.add_argument("--lang", action="append", choices=["en_US", "zh_CN"], help="both without")
    parser.add_argument("--size", action="append", choices=list(SIZES), help="both without")
    parser.add_argument("--out", type=pathlib.Path, help="folder; .odoo/screenshots/demo without")
    parser.add_argument("--docs", action="store_true", help="only those of the documentation")
    return parser.parse_args(arguments)


def main():
    """Take the pictures and report what the browser complained of."""
    options = parse()
    if options.url:
        return take_all(options, options.url)
    with ground.ready(ours=sources.snapshot()) as here:
        made = here.templates
        with made.temporary(made.demo, "shots") as database, port.free() as number:
            options.db = database
            with server.running(here.runner, database, number, "screenshots"):
                return take_all(options, f"http://127.0.0.1:{number}")


def take_all(options, url):
    """Take each shot in each language and size; non-zero when a page failed to load."""
    chosen = [
        shot
        for shot in shots.ALL
        if (not options.names or shot.name in options.names) and (shot.docs or not options.docs)
    ]
    if unknown := set(options.names) - {shot.name for shot in chosen}:
        raise say.Stop(f"no such shot: {', '.join(sorted(unknown))}")
    problems = []
    with chromium.Chromium() as browser:
        for lang in ["en_US"] if options.docs else options.lang or ["en_US", "zh_CN"]:
            for shot in chosen:
                problems += take(browser, options, url, shot, lang)
    for problem in problems:
        say.note(problem)
    return 1 if problems else 0


def take(browser, options, url, shot, lang):
    """Take one shot as its user; returns what went wrong."""
    session = web_session.WebSession(url, options.db, shot.login, shot.login)
    before = session.speak(lang)
    problems = []
    try:
        browser.session(url, session.session_id)
        address = url + shot.address(session)
        for size in ["desktop"] if options.docs else options.size or list(SIZES):
            browser.size(*SIZES[size])
            browser.failed_requests.clear()
            browser.console_errors.clear()
            if not browser.open(address, shot.ready or READY):
                problems.append(f"{shot.name}: not loaded in time ({lang}, {size})")
            for selector in shot.clicks:
                browser.click(selector)
                browser.wait_for(shot.ready or READY)
            path = where(options, shot, lang, size)
            browser.picture(path)
            say.note(str(path))
            problems += [f"{shot.name}: {status} {at}" for status, at in browser.failed_requests]
            problems += [f"{shot.name}: {text}" for text in browser.console_errors]
    finally:
        session.speak(before)
    return problems


def where(options, shot, lang, size):
    """File of a picture."""
    if options.docs:
        return paths.ROOT / shot.docs
    folder = options.out or paths.home() / "screenshots" / "demo"
    return folder / f"{shot.name}-{lang}-{size}.png"


if __name__ == "__main__":
    ground.command("screenshots", main)
