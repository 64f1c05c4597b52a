"""Create, clone, rename and drop databases together with their filestores."""

import contextlib
import os
import shutil
import uuid

from psycopg2 import OperationalError, errors, sql

from . import paths, pg_server, process, say


class Databases:
    """The databases of one server as this state folder uses them."""

    def __init__(self, pg_env):
        self.pg_env = pg_env
        self.filestores = paths.folder_in_home("data", "filestore")

    @contextlib.contextmanager
    def _cursor(self):
        with contextlib.closing(pg_server.connect(self.pg_env)) as connection:
            with connection.cursor() as cr:
                yield cr

    def _execute(self, query, *names):
        identifiers = [sql.Identifier(name) for name in names]
        with self._cursor() as cr:
            try:
                cr.execute(sql.SQL(query).format(*identifiers))
            except errors.DiskFull:
                raise say.Stop("the disk is full: a database cannot be made") from None

    def names(self, prefix=""):
        """Names of the databases that start with ``prefix``."""
        with self._cursor() as cr:
            cr.execute("SELECT datname FROM pg_database WHERE datname ^@ %s", [prefix])
            return [name for (name,) in cr.fetchall()]

    def exists(self, name):
        """Whether there is such a database."""
        return name in self.names(name)

    def oldest_first(self, prefix):
        """Names that start with ``prefix``, in the order they were made."""
        with self._cursor() as cr:
            cr.execute("SELECT datname FROM pg_database WHERE datname ^@ %s ORDER BY oid", [prefix])
            return [name for (name,) in cr.fetchall()]

    def query(self, database, query, parameters=()):
        """Run one statement in a database; returns its rows, if it has any."""
        with contextlib.closing(pg_server.connect(self.pg_env, database)) as connection:
            with connection.cursor() as cr:
                cr.execute(query, parameters or None)
                return cr.fetchall() if cr.description else []

    def create(self, name):
        """An empty database, with trigram indexes as Odoo makes it where they can be had."""
        self._execute("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", name)
        query = "SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'"
        if self.query(name, query):
            self.query(name, "CREATE EXTENSION IF NOT EXISTS pg_trgm")

    def clone(self, source, name):
        """Copy a database that nobody is connected to, with its files."""
        strategy = ""
        with self._cursor() as cr:
            if cr.connection.server_version >= 150000:
                strategy = " STRATEGY file_copy"
        self._execute("CREATE DATABASE {} TEMPLATE {}" + strategy, name, source)
        files = self.filestores / source
        if files.is_dir():
            # Odoo never changes a file of its store, so a link does for a copy.
            shutil.copytree(files, self.filestores / name, copy_function=_link_or_copy)

    def rename(self, source, name):
        """Give a database its final name: what bears that name is complete."""
        files = self.filestores / source
        shutil.rmtree(self.filestores / name, ignore_errors=True)
        if files.is_dir():
            files.rename(self.filestores / name)
        self._execute("ALTER DATABASE {} RENAME TO {}", source, name)

    def drop(self, name):
        """Delete a database and its files, throwing out who is connected."""
        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        shutil.rmtree(self.filestores / name, ignore_errors=True)

    def discard(self, name):
        """Drop at the end of a block. A server that is gone is no reason to hide why; what
        stays is dropped by the next run."""
        with contextlib.suppress(OperationalError):
            self.drop(name)

    def run_name(self, kind):
        """A name no other run uses; it tells which process it belongs to."""
        return f"ft_{paths.home_id()}_run{os.getpid()}_{kind}_{uuid.uuid4().hex[:6]}"

    def drop_orphans(self):
        """Drop what runs left behind that were killed."""
        prefix = f"ft_{paths.home_id()}_run"
        for name in self.names(prefix):
            pid = name.removeprefix(prefix).split("_")[0]
            if pid.isdigit() and not process.alive(int(pid)):
                self.drop(name)


def _link_or_copy(source, target):
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
