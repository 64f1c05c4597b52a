"""The private PostgreSQL cluster: made once, started for whoever needs it, stopped by
the last one who leaves. With ``PGHOST`` set, an existing server is used instead."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg2

from . import lock, paths, pg_programs, process, say, staged

SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "max_locks_per_transaction": "256",
    "max_wal_size": "4GB",
    # A private cluster holds demonstration and test data, which are made again in a
    # minute: no waiting for the disk.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "jit": "off",
}


def external():
    """Whether the person pointed at a server of theirs."""
    return bool(os.environ.get("PGHOST"))


@contextlib.contextmanager
def running(need_trigrams=False):
    """Have a server for the length of the block; gives the ``PG*`` variables to use."""
    if external():
        env = {name: value for name, value in os.environ.items() if name.startswith("PG")}
        env.pop("PGDATABASE", None)
        _check_server(env, need_trigrams)
        yield env
        return
    cluster = Cluster(pg_programs.find(need_trigrams))
    with lock.exclusive("postgres-start"):
        users = lock.Users(f"postgres-users-{cluster.data.name}")
        try:
            cluster.start()
        except BaseException:
            users.leave()
            raise
    try:
        yield cluster.env()
    finally:
        with lock.exclusive("postgres-start"):
            if users.leave():
                cluster.stop()


def connect(env, database="postgres"):
    """A connection in autocommit mode."""
    connection = psycopg2.connect(
        host=env.get("PGHOST"), port=env.get("PGPORT") or None, dbname=database,
        user=env.get("PGUSER") or None, password=env.get("PGPASSWORD") or None,
        connect_timeout=10,
    )  # fmt: skip
    connection.autocommit = True
    return connection


def _check_server(env, need_trigrams):
    where = f"{env['PGHOST']}:{env.get('PGPORT', '5432')}"
    if env.get("PGUSER") == "postgres":
        raise say.Stop("Odoo refuses the role postgres: create another and set PGUSER to it")
    try:
        with contextlib.closing(connect(env)) as connection, connection.cursor() as cr:
            version = connection.server_version // 10000
            cr.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
            may_create = cr.fetchone()[0]
            cr.execute("SELECT count(*) FROM pg_available_extensions WHERE name = 'pg_trgm'")
            trigrams = cr.fetchone()[0]
    except psycopg2.OperationalError as error:
        why = str(error).strip().splitlines()[0]
        raise say.Stop(f"PostgreSQL at PGHOST {where} does not answer: {why}") from None
    if version < pg_programs.OLDEST:
        need = pg_programs.OLDEST
        raise say.Stop(f"PostgreSQL at {where} is version {version}, Odoo needs {need} or newer")
    if not may_create:
        raise say.Stop(f"the role used at {where} may not create databases")
    if need_trigrams and not trigrams:
        raise say.Stop(f"PostgreSQL at {where} lacks pg_trgm, which this command needs")


class Cluster:
    """A data folder and the programs it was made with."""

    def __init__(self, programs):
        self.programs = programs
        name = f"pg-{programs.source}-{programs.major}"
        self.data = paths.home() / name
        self.log = process.log_file(name)
        self.socket = self._socket_folder(name)

    @staticmethod
    def _socket_folder(name):
        """Unix sockets have paths of at most 107 characters."""
        folder = paths.folder_in_home("run")
        if len(str(folder)) > 85:
            folder = Path(tempfile.gettempdir()) / f"ft-{os.getuid()}-{paths.home_id()}"
        folder = folder / name.removeprefix("pg-")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder

    def env(self):
        """What tells Odoo and libpq where the server is."""
        return {"PGHOST": str(self.socket), "PGPORT": "5432", "PGUSER": "odoo"}

    def start(self):
        """Start the server unless it runs, making the cluster first if need be."""
        if self._answers():
            return
        if not staged.complete(self.data):
            self._create()
        self._wait_for_end()
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        options = [f"-c{key}={value}" for key, value in SETTINGS.items()]
        command = [self.programs.folder / "postgres", "-D", self.data, "-k", self.socket, *options]
        with open(self.log, "ab") as log:
            start = log.tell()
            server = subprocess.Popen(
                [*self._as_user(), *command], stdin=subprocess.DEVNULL, stdout=log,
                stderr=subprocess.STDOUT, start_new_session=True, env=self.programs.env(),
                cwd=self.data,
            )  # fmt: skip
        deadline = time.monotonic() + 60
        while not self._answers():
            if server.poll() is not None or time.monotonic() > deadline:
                why = process.reason("\n" + process.tail(self.log, start))
                raise say.Stop(f"PostgreSQL does not start: {why} (see {self.log})")
            time.sleep(0.1)

    def stop(self):
        """Stop the server, ending what is still connected."""
        pid = self._pid()
        if not pid:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGINT)
        self._wait_for_end()

    def _wait_for_end(self):
        deadline = time.monotonic() + 30
        while self._pid() and time.monotonic() < deadline:
            time.sleep(0.05)

    def _pid(self):
        """The server's process, if it still runs on this data."""
        try:
            first = (self.data / "postmaster.pid").read_text(encoding="utf-8").split()[0]
        except (OSError, IndexError):
            return None
        command = Path(f"/proc/{first}/cmdline")
        if command.parent.parent.is_dir() and str(self.data).encode() not in (
            command.read_bytes() if command.exists() else b""
        ):
            return None
        return int(first) if process.alive(int(first)) else None

    def _answers(self):
        try:
            connect(self.env()).close()
        except psycopg2.OperationalError:
            return False
        return True

    def _create(self):
        say.step("PostgreSQL cluster (2 s)")
        with staged.building(self.data, {}, mode=0o700) as work:
            data = work / "data"
            command = [self.programs.folder / "initdb", "-D", data, "-U", "odoo", "-A", "trust",
                       "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]  # fmt: skip
            log = f"initdb-{self.data.name}"
            process.run([*self._as_user(work), *command], "make a PostgreSQL cluster", log,
                        env=self.programs.env(), cwd=work)  # fmt: skip
            for part in data.iterdir():
                shutil.move(part, work / part.name)
            data.rmdir()

    def _as_user(self, folder=None):
        """PostgreSQL refuses to run as root: become somebody else for it."""
        return not_root(folder or self.data, self.socket) if os.geteuid() == 0 else []


def not_root(*folders):
    """A command prefix that drops root and still owns the folders."""
    inside = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
    if shutil.which("unshare"):
        done = subprocess.run([*inside, "true"], capture_output=True, timeout=30)
        if not done.returncode:
            return inside
    return _as_other_account(folders)


def _as_other_account(folders):
    import pwd

    tool = shutil.which("setpriv")
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        if not tool:
            break
        prefix = [tool, f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
        for folder in folders:
            subprocess.run(["chown", "-R", f"{name}:", folder], check=True, timeout=60)
        reach = subprocess.run([*prefix, "test", "-x", folders[0]], timeout=30)
        if reach.returncode:
            raise say.Stop(
                f"PostgreSQL runs as {name}, who cannot enter {folders[0]}: set FT_HOME to a "
                f"folder below /var or /tmp"
            )
        return prefix
    raise say.Stop("PostgreSQL refuses to run as root here: start the command as another user")
