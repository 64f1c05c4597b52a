"""What a benchmark case is. Cases live in ``setup/bench_cases/``, a file for each subject.

This runs inside Odoo, once for each side of the comparison:

* ``plain``: Odoo without our modules
* ``suite``: with our modules installed and nothing loaded
* ``loaded``: with our ready sets of rules loaded
"""

CASES = {}
SIDES = ("plain", "suite", "loaded")
LIMITS = {"suite": 1.1, "loaded": 1.3}


class Case:
    """One piece of work, the same on every side.

    :cvar name: how it is called on the command line and in the result
    :cvar runs: measured runs on each side; at least 20 for anything short
    :cvar limits: its own share of plain Odoo's time, by side, instead of :data:`LIMITS`;
        ``{"suite": 0.05, "loaded": 0.05}`` means twenty times faster
    :cvar records: how many records the work is about. A batch may not add a query for
        each of them; a single record may cost ``added_queries`` more.
    :cvar own_base: what it is compared with is not plain Odoo but :meth:`run_base` on the
        same side, measured in turn with it
    """

    name = ""
    runs = 20
    records = 1
    added_queries = 10
    limits = LIMITS
    own_base = False

    def setup(self, world):
        """Make the data the work needs, with ``world.env`` as a manager; it is kept.

        Return what :meth:`run` gets as ``data``: plain values, no records.
        """

    def run(self, env, data):
        """Do the work as the sales representative; it is rolled back afterwards.

        Return its outcome as plain values. It must be the same on every side.
        """
        raise NotImplementedError

    def run_base(self, env, data):
        """The work it is compared with, where ``own_base`` is set."""
        raise NotImplementedError

    def queries_allowed(self):
        """How many queries more than plain Odoo this may take."""
        return self.added_queries if self.records == 1 else self.records - 1

    def limit(self, side):
        """How much of plain Odoo's time this may take on that side."""
        return {**LIMITS, **self.limits}[side]


def register(case):
    """Class decorator: make a case known by its name."""
    if case.name in CASES:
        raise ValueError(f"two cases are called {case.name}")
    CASES[case.name] = case()
    return case


class World:
    """What the cases of one side share.

    ``team_id`` and ``stage_ids`` are a sales team and the stages of its board, in order;
    on the loaded side those of the export pipeline.
    """

    def __init__(self, env, side, size):
        self.env = env
        self.side = side
        self.size = size
        self.team_id = None
        self.stage_ids = []
        self.user_id = None
        self.population = None

    def number(self, small, large, medium=None):
        """How many records to make, by the size asked for; medium is a tenth of large."""
        middle = max(small, large // 10) if medium is None else medium
        return {"small": small, "medium": middle, "large": large}[self.size]
