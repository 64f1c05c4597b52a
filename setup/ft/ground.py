"""Second half of every command: Odoo, PostgreSQL, and an orderly end."""

import contextlib
import signal
import sys

import psycopg2

from . import databases, odoo_env, odoo_source, paths, pg_server, process, say, start, templates


class Ground:
    """What a command works with: :attr:`runner`, :attr:`databases`, :attr:`templates`."""

    def __init__(self, odoo, pg_env, ours=None):
        self.runner = odoo_env.Runner(odoo, pg_env, **({"ours": ours} if ours else {}))
        self.databases = databases.Databases(pg_env)
        self.templates = templates.Templates(self.runner, self.databases)


@contextlib.contextmanager
def ready(ours=None, need_trigrams=False):
    """Have Odoo and PostgreSQL for the length of the block."""
    odoo = odoo_source.ensure()
    with pg_server.running(need_trigrams) as pg_env:
        ground = Ground(odoo, pg_env, ours)
        ground.databases.drop_orphans()
        try:
            yield ground
        finally:
            process.end_all()


def command(name, work):
    """Run ``work`` and turn what goes wrong into one line and an exit code."""
    signal.signal(signal.SIGTERM, _terminated)
    signal.signal(signal.SIGHUP, _terminated)
    try:
        sys.exit(work() or 0)
    except say.Stop as stop:
        sys.exit(f"setup/{name}: {stop}")
    except KeyboardInterrupt:
        say.note("stopped")
        sys.exit(130)
    except psycopg2.OperationalError as error:
        why = f"PostgreSQL: {str(error).strip().splitlines()[0]}"
        sys.exit(f"setup/{name}: {'the disk is full' if start.is_full(paths.home()) else why}")
    except OSError as error:
        sys.exit(f"setup/{name}: {start.explain(error)}")


def _terminated(_number, _frame):
    """A request to end unwinds the stack, so that everything started is stopped."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit(143)
