from odoo import api, fields, models


class ForeignTradeMilestoneMixin(models.AbstractModel):
    """An event that is planned for, expected on and happened on a date.

    The adopter adds the many2one to what the milestone belongs to and inherits the contract
    test ``tests/milestone_contract.py``.  It may override :meth:`_milestone_today` (whose
    "today" counts) and :meth:`_milestone_reference_date` (which date is held against it).
    """

    _name = "foreign.trade.milestone.mixin"
    _description = "Milestone"
    _order = "sequence, planned_date, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    planned_date = fields.Date(help="The date that was promised or agreed.")
    estimated_date = fields.Date(help="The date that is expected now.")
    actual_date = fields.Date(help="The date on which it happened.")
    user_id = fields.Many2one("res.users", string="Responsible", index="btree_not_null")
    evidence_ids = fields.Many2many(
        "ir.attachment", string="Evidence", help="Documents that prove the event.", copy=False
    )
    days_late = fields.Integer(
        compute="_compute_milestone_state",
        help="Days after the planned date: of the event, or until today while it is open.",
    )
    milestone_state = fields.Selection(
        [("pending", "Pending"), ("late", "Late"), ("done", "Done")],
        string="Milestone Status",
        compute="_compute_milestone_state",
        search="_search_milestone_state",
    )

    @api.depends("planned_date", "estimated_date", "actual_date")
    @api.depends_context("tz")
    def _compute_milestone_state(self):
        for milestone in self:
            milestone.days_late = 0
            milestone.milestone_state = "done" if milestone.actual_date else "pending"
