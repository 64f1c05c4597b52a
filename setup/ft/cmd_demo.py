"""``setup/demo``: from nothing to the suite in a browser, with demonstration data."""

import argparse
import re
import sys

from . import (
    ground,
    lock,
    logins,
    paths,
    port,
    prerequisites,
    process,
    say,
    server,
    sources,
)

HASH = "foreign_trade.setup_hash"
PUT = """
    INSERT INTO ir_config_parameter (key, value, create_date, write_date)
         VALUES (%s, %s, now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC')
    ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value
"""


def parse(arguments):
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="setup/demo", description=__doc__)
    parser.add_argument("--reset", action="store_true", help="make the database anew")
    parser.add_argument("--port", type=int, default=8069, help="port to serve on (8069)")
    parser.add_argument("--db", default="foreign_trade_demo", help="name of the database")
    parser.add_argument("--no-serve", action="store_true", help="stop before serving")
    options = parser.parse_args(arguments)
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,50}", options.db) or options.db.startswith("ft_"):
        parser.error("--db: small letters, digits and underscores, not starting with ft_")
    if not 1 <= options.port <= 65535:
        parser.error("--port: a number from 1 to 65535")
    return options


def main(arguments=None):
    """Prepare the demonstration and serve it."""
    options = parse(sys.argv[1:] if arguments is None else arguments)
    refusal = f"a demonstration of {options.db} runs already in this checkout (process {{pid}})"
    with lock.only_one(f"demo-{options.db}", refusal):
        if not options.no_serve and not port.is_free(options.port):
            raise say.Stop(f"port {options.port} is taken: choose another with --port")
        prerequisites.ensure()
        with ground.ready(ours=sources.snapshot()) as here:
            prepare(here, options)
            return 0 if options.no_serve else serve(here, options)


def prepare(here, options):
    """Have the database, made from the demonstration template or brought up to date."""
    databases, name = here.databases, options.db
    now = sources.content_hash(here.templates.modules, root=here.runner.ours)
    if options.reset:
        databases.drop(name)
    if not databases.exists(name):
        work = databases.run_name("demo")
        try:
            here.templates.clone(here.templates.demo, work)
            databases.query(work, PUT, [HASH, now])
            databases.rename(work, name)
        finally:
            databases.discard(work)
    elif stored_hash(databases, name) != now:
        say.step("the modules changed: updating the database (half a minute)")
        here.runner.install(name, (), "-u", ",".join(here.templates.modules))
        databases.query(name, PUT, [HASH, now])


def stored_hash(databases, name):
    """Hash of the modules the database was last brought up to date with."""
    query = "SELECT value FROM ir_config_parameter WHERE key = %s"
    rows = databases.query(name, query, [HASH])
    return rows[0][0] if rows else None


def serve(here, options):
    """Serve until told to stop, from the checkout rather than the copy."""
    here.runner.ours = paths.ROOT
    log = f"demo-{options.db}"
    child = server.start(here.runner, options.db, options.port, log, "--max-cron-threads=1")
    try:
        server.wait(child, options.port, log)
        rows = logins.of(here.databases, options.db, here.templates.modules)
        say.step("ready; Ctrl-C stops it")
        print(f"\n    http://127.0.0.1:{options.port}/odoo\n")
        print("\n".join(logins.table(rows)), flush=True)
        return child.wait()
    finally:
        process.end(child)


if __name__ == "__main__":
    ground.command("demo", main)
