from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import ormcache


class ForeignTradeApprovalDeputy(models.Model):
    """Who decides in somebody's place during leave.

    With dates it holds on these days; without, whenever the calendar says that the person is
    away.
    """

    _name = "foreign.trade.approval.deputy"
    _description = "Approval Deputy"
    _inherit = ["foreign.trade.cached.mixin"]
    _order = "date_from desc, id desc"
    _rec_name = "deputy_id"

    user_id = fields.Many2one(
        "res.users",
        "Approver",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.uid,
        domain=[("share", "=", False)],
    )
    deputy_id = fields.Many2one(
        "res.users", required=True, index=True, ondelete="cascade", domain=[("share", "=", False)]
    )
    date_from = fields.Date("From", help="Empty: whenever the calendar says that they are away.")
    date_to = fields.Date("Until")
    note = fields.Char()

    _not_oneself = models.Constraint(
        "CHECK(user_id != deputy_id)", "Nobody is their own deputy: choose somebody else."
    )
    _dates_order = models.Constraint(
        "CHECK(date_from <= date_to)", "The leave ends before it begins."
    )

    @api.constrains("deputy_id")
    def _check_deputy_id(self):
        if any(deputy.deputy_id.share for deputy in self):
            raise ValidationError(self.env._("A deputy is a colleague, not a portal user."))

    def write(self, vals):
        """Nobody names the deputy of somebody else, not by a change either."""
        result = super().write(vals)
        # the ORM looked at whose deputies they were, not at whose they are by now
        self.check_access("write")
        return result

    @api.model
    @ormcache()
    def _is_used(self):
        """Whether anybody has a deputy at all; without any, nothing here costs a query."""
        # sudo: everybody's deputies count, few are one's own to read
        return bool(self.sudo().search_count([], limit=1))

    @api.model
    def _get_principals(self, user):
        """Those in whose place this user decides today, as superuser."""
        return (
            self._find([("deputy_id", "=", user.id)]).user_id if self._is_used() else user.browse()
        )

    @api.model
    def _get_deputies(self, users):
        """Those who decide today in the place of these users, as superuser."""
        if not users or not self._is_used():
            return users.browse()
        return self._find([("user_id", "in", users.ids)]).deputy_id.filtered("active")

    @api.model
    def _find(self, domain):
        """Deputies of that domain whose principal is away now."""
        # sudo: that somebody is away is all that is told
        deputies = self.sudo().search(domain)
        undated = deputies.filtered(lambda one: not one.date_from and not one.date_to)
        away = self._find_on_leave(undated.user_id) if undated else undated.user_id
        return deputies.filtered(
            lambda one: one.user_id in away if one in undated else one._covers_today()
        )

    def _covers_today(self):
        """Days are those of who is away."""
        self.ensure_one()
        today = fields.Date.context_today(self.with_context(tz=self.user_id.tz))
        begins = not self.date_from or self.date_from <= today
        return begins and (not self.date_to or today <= self.date_to)

    @api.model
    def _find_on_leave(self, users):
        """Those with a leave in their calendar at this moment."""
        now = fields.Datetime.now()
        leaves = (
            self.env["resource.calendar.leaves"]
            .sudo()
            .search(
                [
                    ("resource_id.user_id", "in", users.ids),
                    ("time_type", "=", "leave"),
                    ("date_from", "<=", now),
                    ("date_to", ">=", now),
                ]
            )
        )
        return leaves.resource_id.user_id
