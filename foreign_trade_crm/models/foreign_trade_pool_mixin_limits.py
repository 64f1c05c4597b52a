from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .foreign_trade_pool_notice import ACTIVITY_TYPE


class ForeignTradePoolMixinLimits(models.AbstractModel):
    """How much one may claim, how soon again, and that no other door leads around it."""

    _inherit = "foreign.trade.pool.mixin"

    def write(self, vals):
        """A representative who takes over what nobody has claims it, whatever the screen."""
        policies = self.env["foreign.trade.pool.policy"]
        if not vals.get("user_id") or not policies._is_used():
            return super().write(vals)
        user = self.env["res.users"].browse(vals["user_id"])
        if not self.env.su and not self.env.user._pool_sees_all():
            self._pool_take_over(user)
        # sudo: columns of the pool are the system's
        pooled = self.sudo().filtered("pool_since")
        result = super().write(vals)
        if pooled:
            left = pooled._pool_leave_for_owner()
            left._pool_after_leave(user, self.env._("Taken from the pool by a manager"))
        return result

    def _write_multi(self, vals_list):
        """Whoever gets a record has the full time, through whatever door it came to them."""
        now = fields.Datetime.now()
        started = {"pool_counted_from": now, "pool_warned_at": None, "pool_snoozed_until": None}
        changed = [index for index, vals in enumerate(vals_list) if "user_id" in vals]
        if changed:
            vals_list = list(vals_list)
            for index in changed:
                vals_list[index] = {**vals_list[index], **started}
        result = super()._write_multi(vals_list)
        if changed:
            self.invalidate_recordset(list(started), flush=False)
        return result

    def _pool_take_over(self, user):
        """Records without an owner are claimed by the same UPDATE as in the pool.

        What a colleague hands over is no claim, but nobody gets back in this way what they
        had until recently: that would begin the days without follow-up anew.
        """
        # sudo: who owns them is a fact, whoever asks
        gained = self.sudo().filtered(lambda record: record.user_id != user)
        if not gained:
            return
        gained._pool_check_cooling(user)
        free = gained._pool_filter_free()
        if not free:
            return
        won = free._pool_leave_free()
        if won != free:
            raise UserError((free - won)._pool_taken_message())
        won._pool_check_limits(user)

    def _pool_filter_free(self):
        return self.filtered(lambda record: not record.user_id)

    def _pool_leave_for_owner(self):
        """A manager gave it to somebody: it is in no pool any more."""
        left = self._pool_update(
            SQL("pool_since = NULL, pool_reason_id = NULL"), SQL("pool_since IS NOT NULL")
        )
        left.modified(["pool_since"])
        return left

    def _pool_is_limited(self, user):
        return not user._has_group("foreign_trade_crm.group_sales_manager")

    def _pool_check_limits(self, user):
        """Count these claims; they are the user's from here on, unless this raises."""
        policy = self[:1]._pool_policy(user)
        claims = self.env["foreign.trade.pool.quota"]._add(user, len(self))
        if not policy or not self._pool_is_limited(user):
            return
        if policy.claims_per_day and claims > policy.claims_per_day:
            raise UserError(
                self.env._(
                    "%(limit)s claims a day at most, and %(done)s were made today.",
                    limit=policy.claims_per_day,
                    done=claims - len(self),
                )
            )
        limit = self._pool_limit(policy)
        owned = self._pool_count_owned(user) if limit else 0
        if limit and owned + len(self) > limit:
            raise UserError(
                self.env._(
                    "%(name)s has %(owned)s of %(limit)s at most: release some before you "
                    "claim others.",
                    name=user.name,
                    owned=owned,
                    limit=limit,
                )
            )

    def _pool_check_cooling(self, user):
        """:raises UserError: where the user had one of these records until a short while ago"""
        if not self._pool_is_limited(user):
            return
        waits = self._get_pool_waits(user)
        if waits:
            first = max(waits.values())
            day = fields.Datetime.context_timestamp(self.with_context(tz=user.tz), first).date()
            raise UserError(
                self.env._(
                    "You had it until recently: you may claim it again from %(day)s on.",
                    day=day.isoformat(),
                )
            )

    def _get_pool_waits(self, user):
        """``{record id: naive UTC moment from which the user may claim it}``, one query."""
        days = {record.id: record._pool_policy(user).cooling_days for record in self}
        if not any(days.values()):
            return {}
        now = fields.Datetime.now()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT res_id, max(date_to)
                  FROM foreign_trade_ownership
                 WHERE res_model = %s AND res_id = ANY(%s) AND user_id = %s
              GROUP BY res_id
                """,
                self._name,
                self.ids,
                user.id,
            )
        )
        ends = {res_id: ended + timedelta(days=days[res_id]) for res_id, ended in rows if ended}
        return {res_id: end for res_id, end in ends.items() if end > now}

    def _pool_forget_followers(self):
        """Former owners no longer get mail about it, nor reminders to follow it up."""
        domain = self._get_pool_linked_domain()
        # sudo: as the system, whose records these are
        followers = self.env["mail.followers"].sudo().search(domain)
        partners = followers.partner_id.filtered(
            lambda partner: any(
                not user.share and not user._pool_sees_all() for user in partner.user_ids
            )
        )
        followers.filtered(lambda follower: follower.partner_id in partners).unlink()
        activities = self.env["mail.activity"].sudo().search(domain)
        activities.filtered(
            lambda activity: activity.user_id and not activity.user_id._pool_sees_all()
        ).unlink()

    @api.model
    def _pool_followed_up(self, ids):
        """These had contact: whoever was warned of losing them need not be reminded any more.

        Contact from before the warning, which comes with a lead that is linked or a mail that is
        filed only now, takes nothing back: they are lost all the same, and the owner must know.
        """
        if not ids or not self.env["foreign.trade.pool.policy"]._is_used():
            return
        # sudo: the reminders are the system's, and so are the columns
        warned = self.sudo().search([("id", "in", list(ids)), ("pool_warned_at", "!=", False)])
        warned = warned.filtered(
            lambda one: one.contact_last_at and one.contact_last_at > one.pool_warned_at
        )
        if warned:
            activity_type = self.env.ref(ACTIVITY_TYPE)
            self.env["mail.activity"].sudo().search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", warned.ids),
                    ("activity_type_id", "=", activity_type.id),
                ]
            ).unlink()

    def _get_pool_linked_domain(self):
        """Domain on (res_model, res_id) of everything that goes into the pool with these."""
        return [("res_model", "=", self._name), ("res_id", "in", self.ids)]
