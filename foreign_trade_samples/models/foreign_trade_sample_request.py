from odoo import api, fields, models
from odoo.fields import Domain

#: states in which the parcel is out and the buyer's word is awaited
AWAITING_FEEDBACK = ("dispatched", "delivered")


class ForeignTradeSampleRequest(models.Model):
    """Samples sent for one opportunity: what, where to, by whom, and what the buyer said.

    The states and what each asks for are in ``foreign_trade_sample_state.py``.
    """

    _name = "foreign.trade.sample.request"
    _description = "Sample Request"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(
        string="Reference", required=True, readonly=True, copy=False, default="/", index="trigram"
    )
    opportunity_id = fields.Many2one(
        "crm.lead",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
        tracking=True,
    )
    round = fields.Integer(
        copy=False,
        readonly=True,
        aggregator=None,
        help="First, second, third … samples sent for the same opportunity.",
    )
    previous_id = fields.Many2one(
        "foreign.trade.sample.request",
        string="Previous Round",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        compute="_compute_user_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        tracking=True,
        help="Asks the buyer for feedback on the expected date.",
    )
    delivery_partner_id = fields.Many2one(
        "res.partner",
        string="Deliver To",
        compute="_compute_delivery_partner_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
    )
    delivery_address = fields.Text(
        compute="_compute_delivery_address",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="As it is written on the parcel. Taken from the contact, may be changed.",
    )
    line_ids = fields.One2many(
        "foreign.trade.sample.request.line", "request_id", string="Samples", copy=True
    )
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    amount_charged = fields.Monetary(
        string="Charged to the Buyer", compute="_compute_amount_charged", store=True
    )
    planned_dispatch_date = fields.Date(string="Planned Dispatch", copy=False, tracking=True)
    actual_dispatch_date = fields.Date(string="Dispatched On", copy=False, tracking=True)
    dispatch_date = fields.Date(
        compute="_compute_dispatch_date",
        store=True,
        help="The day the parcel left, or is planned to leave.",
    )
    courier_id = fields.Many2one("foreign.trade.courier", index="btree_not_null", tracking=True)
    tracking_number = fields.Char(copy=False, tracking=True)
    tracking_url = fields.Char(string="Tracking Link", compute="_compute_tracking_url")
    delivered_date = fields.Date(string="Delivered On", copy=False, tracking=True)
    expected_feedback_date = fields.Date(string="Feedback Expected", copy=False, tracking=True)
    feedback_result = fields.Selection(
        [("approved", "Approved"), ("changes", "Changes Wanted"), ("rejected", "Rejected")],
        copy=False,
        tracking=True,
    )
    feedback_text = fields.Text(string="Feedback", copy=False)
    feedback_date = fields.Date(string="Feedback On", copy=False)
    is_feedback_late = fields.Boolean(
        string="Feedback Overdue",
        compute="_compute_is_feedback_late",
        search="_search_is_feedback_late",
    )

    _opportunity_state_idx = models.Index("(opportunity_id, state)")

    @api.depends("opportunity_id")
    def _compute_company_id(self):
        for request in self:
            request.company_id = (
                request.opportunity_id.company_id or request.company_id or self.env.company
            )

    @api.depends("opportunity_id")
    def _compute_partner_id(self):
        """What was sent keeps its addressee, whatever becomes of the opportunity."""
        for request in self:
            if request.state == "draft" or not request.partner_id:
                request.partner_id = request.opportunity_id.partner_id or request.partner_id

    @api.depends("opportunity_id")
    def _compute_user_id(self):
        for request in self:
            request.user_id = request.opportunity_id.user_id or request.user_id or self.env.user

    @api.depends("partner_id")
    def _compute_delivery_partner_id(self):
        for request in self:
            if request.state == "draft" or not request.delivery_partner_id:
                address_id = request.partner_id.address_get(["delivery"]).get("delivery")
                request.delivery_partner_id = address_id

    @api.depends("delivery_partner_id")
    def _compute_delivery_address(self):
        for request in self:
            if request.delivery_partner_id and (
                request.state == "draft" or not request.delivery_address
            ):
                request.delivery_address = request._prepare_delivery_address()

    def _prepare_delivery_address(self):
        """The address label: contact, company and address, without empty lines."""
        partner = self.delivery_partner_id
        if not (partner.street or partner.city or partner.country_id):
            return False
        names = dict.fromkeys([partner.name, partner.commercial_company_name])
        text = "\n".join([*filter(None, names), partner._display_address(without_company=True)])
        return "\n".join(line.strip() for line in text.splitlines() if line.strip())

    @api.depends("line_ids.price_subtotal")
    def _compute_amount_charged(self):
        for request in self:
            request.amount_charged = sum(request.line_ids.mapped("price_subtotal"))

    @api.depends("planned_dispatch_date", "actual_dispatch_date")
    def _compute_dispatch_date(self):
        for request in self:
            request.dispatch_date = request.actual_dispatch_date or request.planned_dispatch_date

    @api.depends("courier_id.tracking_url", "tracking_number")
    def _compute_tracking_url(self):
        for request in self:
            request.tracking_url = request.courier_id._get_tracking_link(request.tracking_number)

    @api.depends("state", "expected_feedback_date")
    @api.depends_context("tz")
    def _compute_is_feedback_late(self):
        today = fields.Date.context_today(self)
        for request in self:
            expected = request.expected_feedback_date
            request.is_feedback_late = bool(
                request.state in AWAITING_FEEDBACK and expected and expected < today
            )

    def _search_is_feedback_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("state", "in", AWAITING_FEEDBACK) & Domain(
            "expected_feedback_date", "<", fields.Date.context_today(self)
        )
        domains = {True: late, False: ~late}
        return Domain.OR(domains[bool(wanted)] for wanted in value)

    @api.model_create_multi
    def create(self, vals_list):
        sequence = self.env["ir.sequence"]
        for vals in vals_list:
            if vals.get("name", "/") == "/":
                company = sequence.with_company(vals.get("company_id"))
                vals["name"] = company.next_by_code("foreign.trade.sample.request") or "/"
        requests = super().create(vals_list)
        requests.filtered(lambda request: not request.round)._number_rounds()
        requests._sync_feedback_activity()
        return requests

    def _number_rounds(self):
        """Give each request the number after the last one of its opportunity."""
        # sudo: rounds of colleagues count although the user may not see them
        last_rounds = dict(
            self.sudo()._read_group(
                [("opportunity_id", "in", self.opportunity_id.ids)],
                ["opportunity_id"],
                ["round:max"],
            )
        )
        for request in self:
            opportunity = request.sudo().opportunity_id
            last_rounds[opportunity] = (last_rounds.get(opportunity) or 0) + 1
            request.round = last_rounds[opportunity]

    def action_next_round(self):
        """Make the next round: the same samples to the same address, nothing of the outcome."""
        self.ensure_one()
        following = self.copy({"previous_id": self.id, "opportunity_id": self.opportunity_id.id})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": following.id,
            "views": [(False, "form")],
        }

    def action_open_tracking(self):
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self.tracking_url, "target": "new"}
