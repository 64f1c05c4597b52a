"""Who can take leads, and which of them gets the next one. Plain Python, no database."""

from dataclasses import dataclass, field

from . import round_robin


@dataclass
class Person:
    """A salesperson as assignment sees him; counts move on while a batch is given out.

    :ivar day_max: leads given by rules a day at most, in his time zone; 0 for no limit
    :ivar open_max: open leads at most; 0 for no limit
    :ivar away: on leave the next working day, or paused by the manager
    :ivar teams: ids of his sales teams by id of their company, the preferred first
    """

    id: int
    company_ids: frozenset = frozenset()
    day_max: int = 0
    open_max: int = 0
    day_count: int = 0
    open_count: int = 0
    away: bool = False
    teams: tuple = field(default_factory=tuple)

    def has_room(self):
        """Whether he may get one more lead."""
        return (
            not self.away
            and not (self.day_max and self.day_count >= self.day_max)
            and not (self.open_max and self.open_count >= self.open_max)
        )

    def take(self):
        """Count one more lead."""
        self.day_count += 1
        self.open_count += 1

    def describe(self, env):
        """Leads of today and open ones, for people to read."""
        today = f"{self.day_count} / {self.day_max}" if self.day_max else self.day_count
        open_ = f"{self.open_count} / {self.open_max}" if self.open_max else self.open_count
        text = env._("%(today)s today · %(open)s open", today=today, open=open_)
        return env._("%(load)s · away", load=text) if self.away else text

    def team_in(self, company_id):
        """The sales team his leads of a company belong to, False for none."""
        fitting = (team for team, company in self.teams if company in (False, company_id))
        return next(fitting, False)


def available(candidates, people, company_id):
    """Those of ``((id, weight), ...)`` who may get one more lead of a company."""
    return tuple(
        (people[user_id], weight)
        for user_id, weight in candidates
        if user_id in people
        and company_id in people[user_id].company_ids
        and people[user_id].has_room()
    )


def fewest_open(candidates):
    """The one with the fewest open leads; of several the one who got least today."""
    everybody = [person for person, _weight in candidates]
    return min(everybody, key=lambda person: (person.open_count, person.day_count))


def in_turn(candidates, ticket):
    """The one whose turn this is, by weight."""
    ids = tuple((person.id, weight) for person, weight in candidates)
    chosen = round_robin.pick(ids, ticket)
    return next(person for person, _weight in candidates if person.id == chosen)
