from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class ForeignTradeAssignmentRuleTicket(models.Model):
    """Numbers the turns of each rule, so that turns stay fair when many create leads at once.

    A sequence of the database hands out the numbers: two transactions never get the same one,
    none waits for the other, and none is repeated. Whose turn a number is follows from the
    weights alone (``tools/round_robin.py``). The number of a rolled back lead is lost, which
    moves the round by one turn. The sequences belong to the table and go with it.
    """

    _inherit = "foreign.trade.assignment.rule"

    def init(self):
        result = super().init()
        for rule in self.with_context(active_test=False).search(Domain.TRUE):
            rule._create_ticket_sequence()
        return result

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        for rule in rules:
            rule._create_ticket_sequence()
        return rules

    def unlink(self):
        names = [rule._get_ticket_sequence() for rule in self]
        result = super().unlink()
        for name in names:
            self.env.execute_query(SQL("DROP SEQUENCE IF EXISTS %s", SQL.identifier(name)))
        return result

    def _get_ticket_sequence(self):
        return f"{self._table}_ticket_{self.id}"

    def _create_ticket_sequence(self):
        self.ensure_one()
        self.env.execute_query(
            SQL(
                "CREATE SEQUENCE IF NOT EXISTS %s MINVALUE 0 START 0 OWNED BY %s",
                SQL.identifier(self._get_ticket_sequence()),
                SQL.identifier(self._table, "id"),
            )
        )

    def _draw_tickets(self, count):
        """The next ``count`` turns of this rule, as a list of numbers, in one query."""
        self.ensure_one()
        rows = self.env.execute_query(
            SQL(
                "SELECT nextval(%s::regclass) FROM generate_series(1, %s)",
                self._get_ticket_sequence(),
                count,
            )
        )
        return sorted(ticket for (ticket,) in rows)

    def _peek_tickets(self, count):
        """The turns that would be drawn next if nobody else drew; none is used up."""
        self.ensure_one()
        name = SQL.identifier(self._get_ticket_sequence())
        ((last, is_called),) = self.env.execute_query(
            SQL("SELECT last_value, is_called FROM %s", name)
        )
        first = last + is_called
        return list(range(first, first + count))
