import shutil
from unittest import mock

import psycopg2
from ft import pg_server, say

from tests.home_case import HomeCase

ENV = {"PGHOST": "db", "PGUSER": "me"}


class TestExistingServer(HomeCase):
    def answer(self, version=150004, may_create=True, trigrams=1):
        connection = mock.MagicMock(server_version=version)
        cursor = connection.cursor.return_value.__enter__.return_value
        cursor.fetchone.side_effect = [(may_create,), (trigrams,)]
        self.patch(mock.patch("ft.pg_server.connect", return_value=connection))

    def refused(self, text, env=ENV, need_trigrams=False):
        with self.assertRaisesRegex(say.Stop, text):
            pg_server._check_server(env, need_trigrams)

    def test_good(self):
        self.answer()
        pg_server._check_server(ENV, True)

    def test_too_old(self):
        self.answer(version=120019)
        self.refused("version 12, Odoo needs 13 or newer")

    def test_may_not_create_databases(self):
        self.answer(may_create=False)
        self.refused("may not create databases")

    def test_without_trigrams(self):
        self.answer(trigrams=0)
        pg_server._check_server(ENV, False)
        self.answer(trigrams=0)
        self.refused("lacks pg_trgm", need_trigrams=True)

    def test_role_that_odoo_refuses(self):
        self.refused("set PGUSER", {"PGHOST": "db", "PGUSER": "postgres"})

    def test_no_answer(self):
        error = psycopg2.OperationalError("connection refused\n\tIs it running?")
        self.patch(mock.patch("ft.pg_server.connect", side_effect=error))
        self.refused("db:5432 does not answer: connection refused")


class TestSocketFolder(HomeCase):
    def test_long_paths_move_to_a_short_folder(self):
        deep = self.home / ("x" * 90)
        with mock.patch.dict("os.environ", FT_HOME=str(deep)):
            folder = pg_server.Cluster._socket_folder("pg-machine-15")
        self.addCleanup(shutil.rmtree, folder.parent, ignore_errors=True)
        self.assertLess(len(str(folder / ".s.PGSQL.5432")), 107)


class TestNotRoot(HomeCase):
    def test_where_namespaces_are_forbidden(self):
        """An account that cannot reach the folder is named with a way out."""
        done = mock.Mock(returncode=1)
        self.patch(mock.patch("subprocess.run", return_value=done))
        self.patch(mock.patch("shutil.which", side_effect=lambda name: f"/bin/{name}"))
        with self.assertRaisesRegex(say.Stop, "cannot enter .*: set FT_HOME"):
            pg_server.not_root(self.home)
