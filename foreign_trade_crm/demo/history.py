import heapq
import random
from datetime import datetime, time, timedelta

from .backdate import Backdate

#: working hours of the exporter (08:30 to 17:30 in China) as minutes of the day in UTC
WORKING_MINUTES = (30, 570)


class History:
    """Stories told side by side in the order in which they happened.

    A story is a generator: it yields the moment of its next step, is resumed when no other
    story has an earlier one, does the step and calls :meth:`touch` with the records that it
    touched; they are then moved to that moment.  So numbers run in the order of the dates.
    """

    def __init__(self, env, seed=19):
        self.env = env
        self.now = env.cr.now().replace(microsecond=0)
        self.random = random.Random(seed)
        self.backdate = Backdate(env)
        self._queue = []
        self._touched = []

    def day(self, days_ago, minute=None):
        """A moment ``days_ago`` days before today in working hours, never in the future."""
        minute = self.random.randint(*WORKING_MINUTES) if minute is None else minute
        moment = datetime.combine(self.now.date(), time()) + timedelta(minutes=minute)
        return min(moment - timedelta(days=days_ago), self.now - timedelta(minutes=2))

    def touch(self, *recordsets):
        self._touched.extend(recordsets)

    def tell(self, story):
        self._resume(story)

    def play(self):
        """Resume the stories, always the one whose next step is the earliest."""
        while self._queue:
            moment, _position, story = heapq.heappop(self._queue)
            self.moment = moment
            self._resume(story)
        self.env.flush_all()
        self.env.invalidate_all()

    def _resume(self, story):
        moment = getattr(self, "moment", self.now)
        following = next(story, None)
        if self._touched:
            self.backdate.move(moment, self._touched)
            self._touched = []
        if following:
            self._position = getattr(self, "_position", 0) + 1
            heapq.heappush(self._queue, (following, self._position, story))

    def remind(self):
        """What the scheduled action of the deadlines would have told by today."""
        deadlines = self.env["foreign.trade.deadline"]
        deadlines.browse(deadlines._lock_due(500))._process_due()

    def pin(self, records):
        """Dates of these records are meant as they are and do not move."""
        self.backdate.pin(records)
