"""How Odoo is called here: configuration file, environment, command line."""

import os
import subprocess

from . import paths, process, say, venv


class Runner:
    """Odoo of this checkout against one PostgreSQL.

    :param odoo: an :class:`odoo_tree.Odoo`
    :param pg_env: the ``PG*`` variables of the server
    :param ours: folder that holds our modules
    """

    def __init__(self, odoo, pg_env, ours=paths.ROOT):
        self.odoo = odoo
        self.pg_env = pg_env
        self.ours = ours
        self.data_dir = paths.folder_in_home("data")
        self.configuration = self._write_configuration()

    def _write_configuration(self):
        """Write the settings that all runs share. Nothing listens beyond this machine."""
        options = {
            "addons_path": ",".join(map(str, [*self.odoo.addons, paths.ROOT])),
            "data_dir": self.data_dir,
            "http_interface": "127.0.0.1",
            "list_db": "False",
            "server_wide_modules": "base,web",
            "limit_time_cpu": 3600,
            "limit_time_real": 7200,
            "screenshots": paths.folder_in_home("screenshots"),
            "screencasts": "",
        }
        text = "[options]\n" + "".join(f"{key} = {value}\n" for key, value in options.items())
        path = paths.home() / "odoo.conf"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            work = path.with_name(f"odoo.conf.{os.getpid()}")
            work.write_text(text, encoding="utf-8")
            work.rename(path)
        return path

    def env(self, **more):
        """Environment for Odoo's processes."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "PYTHON"))}
        path = f"{venv.folder() / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        return {
            **kept, **self.pg_env, "PATH": path, "PYTHONPATH": str(self.odoo.pythonpath),
            "ODOO_RC": str(self.configuration), "PYTHONUNBUFFERED": "1",
            "PYTHONWARNINGS": "ignore::DeprecationWarning", **more,
        }  # fmt: skip

    def addons_option(self):
        """Command-line option that puts :attr:`ours` on the add-ons path."""
        return "--addons-path=" + ",".join(map(str, [*self.odoo.addons, self.ours]))

    def command(self, *arguments):
        """The command line of Odoo with ``arguments``."""
        return [str(venv.python()), "-m", "odoo", *map(str, arguments)]

    def install(self, database, modules, *options, timeout=1200):
        """Install modules into a database and check that they are installed."""
        command = self.command(
            self.addons_option(), "-d", database, "--stop-after-init", "--no-http",
            "--max-cron-threads=0", "--log-level=warn", *options,
        )  # fmt: skip
        if modules:
            command += ["-i", ",".join(modules)]
        log = f"install-{database}"
        process.log_file(log).unlink(missing_ok=True)
        what = f"install {', '.join(modules) or ' '.join(options)}"
        process.run(command, what, log, timeout, env=self.env())
        return process.tail(process.log_file(log))

    def script(self, name, database, log, timeout, *options, **variables):
        """Run ``setup/ft/inside/NAME`` in Odoo's shell; returns its exit code.

        ``variables`` become environment variables of the script.
        """
        command = self.command("shell", self.addons_option(), "-d", database, *options)
        path = process.log_file(log)
        with (
            open(paths.SETUP / "ft" / "inside" / name, "rb") as script,
            open(path, "wb") as out,
        ):
            try:
                return process.call(command, out, timeout, script, self.env(**variables))
            except subprocess.TimeoutExpired:
                raise say.Stop(f"{name} did not end within {timeout} s (see {path})") from None
