from odoo import api, fields, models
from odoo.fields import Domain


class ForeignTradeMilestoneMixin(models.AbstractModel):
    """An event that is planned for, expected on and happened on a date.

    The adopter adds the many2one to what the milestone belongs to and its own rules on who may
    write it; it may override :meth:`_milestone_today`.  Its tests inherit the contract
    ``tests/milestone_contract.py``.
    """

    _name = "foreign.trade.milestone.mixin"
    _description = "Milestone"
    _order = "sequence, planned_date, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    planned_date = fields.Date(help="The date that was promised or agreed.")
    estimated_date = fields.Date(help="The date on which it is expected now.")
    actual_date = fields.Date(copy=False, help="The date on which it happened.")
    user_id = fields.Many2one("res.users", string="Responsible", index="btree_not_null")
    evidence_ids = fields.Many2many(
        "ir.attachment", copy=False, help="Documents that prove the event."
    )
    days_late = fields.Integer(
        compute="_compute_milestone_state",
        help="Days after the planned date: of the event itself, or until today while it is open.",
    )
    milestone_state = fields.Selection(
        [("pending", "Pending"), ("late", "Late"), ("done", "Done")],
        string="Milestone Status",
        compute="_compute_milestone_state",
        search="_search_milestone_state",
    )

    @api.depends("planned_date", "actual_date")
    @api.depends_context("tz")
    def _compute_milestone_state(self):
        today = self._milestone_today()
        for milestone in self:
            reached = milestone.actual_date or today
            late = (reached - milestone.planned_date).days if milestone.planned_date else 0
            milestone.days_late = max(late, 0)
            if milestone.actual_date:
                milestone.milestone_state = "done"
            else:
                milestone.milestone_state = "late" if late > 0 else "pending"

    @api.model
    def _search_milestone_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("planned_date", "<", self._milestone_today())
        open_domain = Domain("actual_date", "=", False)
        domains = {
            "done": Domain("actual_date", "!=", False),
            "late": open_domain & late,
            "pending": open_domain & (Domain("planned_date", "=", False) | ~late),
        }
        return Domain.OR(domains[state] for state in value if state in domains)

    @api.model
    def _milestone_today(self):
        """The reader's today: a date passes when the day ends where the reader is."""
        return fields.Date.context_today(self)
