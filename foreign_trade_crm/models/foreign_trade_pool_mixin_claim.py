from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class ForeignTradePoolMixinClaim(models.AbstractModel):
    """Coming out of the pool: one gets it, everybody else is told who."""

    _inherit = "foreign.trade.pool.mixin"

    def _pool_claim(self, user):
        """Give these free records to ``user``, by the limits of the policy. As superuser.

        :return: those that were still free
        :raises UserError: who was faster, where none was free; or which limit is reached
        """
        self._pool_check_cooling(user)
        won = self._pool_leave_free()
        if not won:
            raise UserError(self._pool_taken_message())
        won._pool_check_limits(user)
        text = self.env._("Claimed from the pool")
        won._change_owner(user, text)
        won._pool_after_leave(user, text)
        return won

    def _pool_leave_free(self):
        won = self._pool_update(
            SQL(
                "pool_since = NULL, pool_reason_id = NULL, pool_warned_at = NULL,"
                " pool_counted_from = %s",
                fields.Datetime.now(),
            ),
            self._pool_free_condition(),
        )
        won.modified(["pool_since"])
        return won

    def _pool_taken_message(self):
        """Who was faster."""
        owners = self.exists().user_id
        if owners == self.env.user:
            return self.env._("You have it already.")
        if not owners:
            return self.env._("It is no longer in the pool.")
        return self.env._(
            "%(names)s was faster: it has just been claimed.",
            names=", ".join(owners.mapped("name")),
        )
