from odoo import api, fields, models
from odoo.tools import SQL


class ForeignTradePoolQuota(models.Model):
    """How much each user has claimed today: one row for a user, changed with every claim.

    The row is what makes two claims of one user at the same moment meet: the later one is
    repeated by Odoo and then counts the earlier one. Written in SQL alone.
    """

    _name = "foreign.trade.pool.quota"
    _description = "Claims of a User"
    _rec_name = "user_id"
    _log_access = False

    user_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="cascade")
    day = fields.Date(required=True, readonly=True)
    claims = fields.Integer(required=True, readonly=True)

    _user_uniq = models.UniqueIndex("(user_id)", "A user has one row.")

    @api.model
    def _add(self, user, count):
        """Count ``count`` claims more and return how many there are today.

        Today is the day where the user is.
        """
        self.invalidate_model()
        [(claims,)] = self.env.execute_query(
            SQL(
                """
                INSERT INTO foreign_trade_pool_quota (user_id, day, claims)
                     VALUES (%(user)s, %(day)s, %(count)s)
                ON CONFLICT (user_id) DO UPDATE
                        SET day = EXCLUDED.day,
                            claims = EXCLUDED.claims + CASE
                                WHEN foreign_trade_pool_quota.day = EXCLUDED.day
                                THEN foreign_trade_pool_quota.claims ELSE 0 END
                  RETURNING claims
                """,
                user=user.id,
                day=fields.Date.context_today(self.with_context(tz=user.tz)),
                count=count,
            )
        )
        return claims
