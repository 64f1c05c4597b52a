"""Databases that are made once and cloned for each run.

The *base* template holds Odoo's modules that ours stand on; the *suite* template adds
our modules, and is made anew whenever their content changes; the *demo* template adds
our demonstration data, and is made anew each day that one is asked for. Each is named after a
hash of what it was made from.
"""

import contextlib
import datetime
import hashlib
import os

from . import installation, lock, paths, process, say, sources, venv

# Several checkouts that share one FT_HOME need a template each.
KEEP = int(os.environ.get("FT_KEEP_TEMPLATES", "2"))
LANGUAGE = "zh_CN"
# Folders whose content never reaches the database.
NOT_IN_DATABASE = ("tests", "readme", "doc", "tours")
FORMAT = "2"


class Templates:
    """Makes templates, clones them, forgets old ones."""

    def __init__(self, runner, databases, modules=None):
        self.runner = runner
        self.databases = databases
        self.modules = modules or sources.present()
        # one demonstration for the whole run, also when it goes on after midnight
        self.day = datetime.date.today()

    def narrowed(self, words):
        """The same, with only those of our modules that ``words`` name and what they
        stand on: a way to test one module while another is half written."""
        return Templates(self.runner, self.databases, sources.closure(words))

    def _name(self, kind, *parts):
        text = "|".join([FORMAT, kind, *map(str, parts)])
        return f"ft_{paths.home_id()}_{kind}_{hashlib.sha256(text.encode()).hexdigest()[:10]}"

    def base_name(self):
        """Name of the template without our modules."""
        odoo = self.runner.odoo
        return self._name("base", odoo.version, odoo.pythonpath, venv.key(), sources.neighbours())

    def suite_name(self):
        """Name of the template with our modules, as they are in the runner's copy."""
        content = sources.content_hash(self.modules, NOT_IN_DATABASE, self.runner.ours)
        return self._name("suite", self.base_name(), content)

    def demo_name(self):
        """Name of the template with our modules and demonstration data, which end on the day
        they are made."""
        return self._name("demo", self.suite_name(), self.day)

    def base(self):
        """Have the base template; returns its name."""
        name = self.base_name()
        what = "template database with Odoo's own modules (1 to 2 minutes, once)"
        return self._ensure(name, what, self._make_base)

    def suite(self):
        """Have the suite template; returns its name."""
        if not self.modules:
            return self.base()
        return self._ensure(
            self.suite_name(), "template database with our modules (about 20 s)", self._make_suite
        )

    def demo(self):
        """Have the template with demonstration data; returns its name."""
        return self._ensure(
            self.demo_name(), "template database with demonstration data (two minutes)",
            self._make_demo,
        )  # fmt: skip

    def clone(self, make, name):
        """Clone what ``make`` (:meth:`base`, :meth:`suite` or :meth:`demo`) provides.

        Another run may forget the template before it is cloned: then it is made again.
        """
        while True:
            template = make()
            with lock.exclusive("templates"):
                if self.databases.exists(template):
                    self.databases.clone(template, name)
                    return

    @contextlib.contextmanager
    def temporary(self, make, kind):
        """A clone that lasts as long as the block; gives its name."""
        name = self.databases.run_name(kind)
        try:
            self.clone(make, name)
            yield name
        finally:
            self.databases.discard(name)

    def _ensure(self, name, what, make):
        if self.databases.exists(name):
            return name
        with lock.exclusive(f"template-{name}", "another run makes the same template"):
            if not self.databases.exists(name):
                work = f"{self.databases.run_name('make')}"
                try:
                    make(work, what)
                    with lock.exclusive("templates"):
                        self.databases.rename(work, name)
                    installation.keep_logs(work, name)
                finally:
                    self.databases.discard(work)
                self._forget_old(name)
        return name

    def _make_base(self, work, what):
        say.step(what)
        self.databases.create(work)
        self.runner.install(work, sources.neighbours(), "--load-language=en_US")

    def _make_suite(self, work, what):
        self.clone(self.base, work)
        say.step(what)
        self.runner.install(work, self.modules)
        self._check_installed(work)

    def _make_demo(self, work, what):
        self.clone(self.base, work)
        say.step(what)
        self.install_demo(work)
        say.step("logins and browser assets of the demonstration (20 s)")
        if self.runner.script("finish_demo.py", work, f"finish-{work}", 600):
            why = process.reason(process.tail(process.log_file(f"finish-{work}")))
            raise say.Stop(f"cannot finish the demonstration database: {why}")

    def install_demo(self, database):
        """Install our modules with their demonstration data into a database that holds
        Odoo's modules without theirs.

        Odoo loads a module's demonstration data only where all it depends on has its
        own. So the modules below are marked as if they had, and unmarked afterwards.
        """
        mark = "UPDATE ir_module_module SET demo = %s WHERE state = 'installed' AND name != ALL(%s)"
        self._sql(database, mark, [True, self.modules])
        self.runner.install(
            database, self.modules, "--with-demo", f"--load-language={LANGUAGE}", timeout=1800
        )
        self._sql(database, mark, [False, self.modules])
        self._check_installed(database)
        self._check_demo(database)

    def _check_demo(self, database):
        """Odoo goes on without demonstration data that fails to load; we do not."""
        failed = self._sql(
            database, "SELECT name FROM ir_module_module WHERE name = ANY(%s) AND NOT demo",
            [self.modules],
        )  # fmt: skip
        if failed:
            raise say.Stop(
                f"demonstration data of {failed[0][0]} does not load "
                f"(see {paths.home()}/logs/install-{database}.log)"
            )

    def _check_installed(self, database):
        query = "SELECT name FROM ir_module_module WHERE state = 'installed' AND name = ANY(%s)"
        rows = self._sql(database, query, [self.modules])
        missing = set(self.modules) - {name for (name,) in rows}
        if missing:
            raise say.Stop(f"{sorted(missing)[0]} did not install (see {paths.home()}/logs)")

    def _sql(self, database, query, parameters):
        return self.databases.query(database, query, parameters)

    def _forget_old(self, name):
        """Keep the newest templates of a kind and drop the others."""
        kind = name.split("_")[2]
        with lock.exclusive("templates"):
            same = self.databases.oldest_first(f"ft_{paths.home_id()}_{kind}_")
            for old in [other for other in same if other != name][: -(KEEP - 1) or None]:
                self.databases.drop(old)
