from hypothesis import given, settings, strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import round_robin

WEIGHTS = st.lists(st.integers(1, 20), min_size=1, max_size=15).map(tuple)


@tagged("post_install", "-at_install")
class TestRoundRobin(BaseCase):
    """Turns by weight are fair at any moment, whoever draws them."""

    def test_known_rounds(self):
        self.assertEqual(round_robin.schedule((1,)), (0,))
        self.assertEqual(round_robin.schedule((2, 2)), (0, 1))
        self.assertEqual(round_robin.schedule((5, 1, 1)), (0, 0, 1, 0, 0, 2, 0))
        self.assertEqual(round_robin.pick((("a", 2), ("b", 1)), 4), "b")

    @given(WEIGHTS)
    @settings(deadline=None)
    def test_a_round_gives_each_exactly_his_weight(self, weights):
        turns = round_robin.schedule(weights)
        for index, weight in enumerate(weights):
            self.assertEqual(turns.count(index) * sum(weights), weight * len(turns))

    @given(WEIGHTS, st.integers(0, 1000))
    @settings(deadline=None)
    def test_nobody_is_ever_a_turn_away_from_his_share(self, weights, count):
        people = tuple(enumerate(weights))
        given_ = [round_robin.pick(people, ticket) for ticket in range(count)]
        for index, weight in enumerate(weights):
            self.assertLess(abs(given_.count(index) - count * weight / sum(weights)), 1)

    @given(WEIGHTS, st.data())
    @settings(deadline=None)
    def test_who_draws_a_ticket_does_not_matter(self, weights, data):
        """Two transactions draw the tickets of some rounds in any interleaving."""
        people = tuple(enumerate(weights))
        tickets = list(range(3 * len(round_robin.schedule(weights))))
        mine = data.draw(st.lists(st.sampled_from(tickets), unique=True))
        yours = [ticket for ticket in tickets if ticket not in mine]
        given_ = [round_robin.pick(people, ticket) for ticket in (*yours, *mine)]
        for index, weight in enumerate(weights):
            self.assertEqual(given_.count(index) * sum(weights), weight * len(tickets))
