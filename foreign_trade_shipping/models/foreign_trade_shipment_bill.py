from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.foreign_trade_crm.models.foreign_trade_contract import ACTIVE_STATES

OVERRIDE_GROUP = "foreign_trade_crm.group_gate_override"
#: where a bill may go from each state; back from released only for those who may override
BILL_MOVES = {
    "none": {"draft", "issued"},
    "draft": {"none", "issued"},
    "issued": {"draft", "released"},
    "released": {"issued"},
}
#: payments that are due before the buyer gets hold of the goods
PAYMENTS_BEFORE_RELEASE = ("pi_signed", "before_shipment", "bl_copy")


class ForeignTradeShipmentBill(models.Model):
    """The transport document and its release, guarded by the gate ``bill_release``.

    Releasing is whatever lets the buyer have the goods: originals handed over, telex release,
    or instructing the carrier under a sea waybill.
    """

    _name = "foreign.trade.shipment"
    _inherit = ["foreign.trade.gate.mixin", "foreign.trade.shipment"]

    _gate_fields = ("bill_state",)

    bill_number = fields.Char(string="B/L Number", copy=False, tracking=True)
    bill_type = fields.Selection(
        [
            ("original", "Original Bill of Lading"),
            ("telex", "Telex Release"),
            ("waybill", "Sea Waybill / Air Waybill"),
        ],
        string="B/L Type",
        tracking=True,
    )
    bill_originals = fields.Integer(string="Number of Originals", default=3)
    bill_issue_date = fields.Date(
        string="B/L Issue Date",
        compute="_compute_bill_issue_date",
        inverse="_inverse_bill_issue_date",
    )
    bill_release_date = fields.Date(string="Released On", copy=False, readonly=True)
    bill_state = fields.Selection(
        [
            ("none", "None"),
            ("draft", "Draft"),
            ("issued", "Issued"),
            ("released", "Released"),
        ],
        string="B/L Status",
        default="none",
        required=True,
        copy=False,
        tracking=True,
        index=True,
    )
    balance_settled = fields.Boolean(
        compute="_compute_balance_settled",
        search="_search_balance_settled",
        help="Everything that the contract asks for up to the copy of the bill of lading is paid.",
    )

    @api.depends("milestone_ids.code", "milestone_ids.actual_date")
    def _compute_bill_issue_date(self):
        for shipment in self:
            shipment.bill_issue_date = shipment._get_milestone("bl_issued").actual_date

    def _inverse_bill_issue_date(self):
        for shipment in self:
            milestone = shipment._get_milestone("bl_issued")
            if milestone:
                milestone.actual_date = shipment.bill_issue_date
            elif shipment.bill_issue_date:
                shipment._create_bill_milestone()

    def _create_bill_milestone(self):
        self.ensure_one()
        labels = dict(
            self.env["foreign.trade.shipment.milestone"]
            ._fields["code"]
            ._description_selection(self.env)
        )
        self.env["foreign.trade.shipment.milestone"].create(
            {
                "shipment_id": self.id,
                "code": "bl_issued",
                "name": labels["bl_issued"],
                "actual_date": self.bill_issue_date,
            }
        )

    @api.depends("order_id.contract_ids.state", "order_id.contract_ids.payment_milestone_ids.state")
    def _compute_balance_settled(self):
        # sudo: whether it is paid is for the clerk to know, how much is not
        for shipment in self.sudo():
            contracts = shipment.order_id.contract_ids.filtered(
                lambda contract: contract.state in ACTIVE_STATES
            )
            shipment.balance_settled = all(
                milestone.state == "settled"
                for milestone in contracts.payment_milestone_ids
                if milestone.event in PAYMENTS_BEFORE_RELEASE
            )

    def _search_balance_settled(self, operator, value):
        if operator != "in":
            return NotImplemented
        unsettled = Domain(
            "order_id.contract_ids.payment_milestone_ids",
            "any!",
            [
                ("contract_id.state", "in", ACTIVE_STATES),
                ("event", "in", PAYMENTS_BEFORE_RELEASE),
                ("state", "!=", "settled"),
            ],
        )
        domains = {True: ~unsettled, False: unsettled}
        return Domain.OR(domains[bool(wanted)] for wanted in value)

    @api.constrains("bill_state", "bill_number", "bill_type")
    def _check_bill_complete(self):
        for shipment in self.filtered(lambda s: s.bill_state in ("issued", "released")):
            if not ((shipment.bill_number or "").strip() and shipment.bill_type):
                raise ValidationError(
                    self.env._(
                        "Fill in number and type of the bill of lading of shipment %(name)s "
                        "before it counts as issued.",
                        name=shipment.name,
                    )
                )

    def write(self, vals):
        if "bill_state" in vals:
            self._check_bill_move(vals["bill_state"])
        return super().write(self._add_release_date(vals))

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._add_release_date(vals) for vals in vals_list])

    def _add_release_date(self, vals):
        if vals.get("bill_state") == "released":
            return {"bill_release_date": fields.Date.context_today(self), **vals}
        if "bill_state" in vals:
            return {**vals, "bill_release_date": False}
        return vals

    def _check_bill_move(self, state):
        self.check_access("write")
        labels = dict(self._fields["bill_state"]._description_selection(self.env))
        may_take_back = self.env.su or self.env.user.has_group(OVERRIDE_GROUP)
        for shipment in self.filtered(lambda shipment: shipment.bill_state != state):
            allowed = state in BILL_MOVES[shipment.bill_state]
            if not allowed or (shipment.bill_state == "released" and not may_take_back):
                raise UserError(
                    self.env._(
                        "The bill of lading of shipment %(name)s is “%(old)s” and cannot become "
                        "“%(new)s”.",
                        name=shipment.name,
                        old=labels[shipment.bill_state],
                        new=labels.get(state, state),
                    )
                )

    def action_bill_draft(self):
        self.write({"bill_state": "draft"})

    def action_bill_issue(self):
        """The carrier issued the bill; its date defaults to the on-board date."""
        for shipment in self:
            shipment.write({"bill_state": "issued"})
            if not shipment.bill_issue_date:
                today = fields.Date.context_today(shipment)
                shipment.bill_issue_date = shipment.on_board_date or today

    def action_bill_release(self):
        self.write({"bill_state": "released"})

    # -- gate --

    def _gate_keys(self):
        return {
            shipment.id: {"bill_release"} if shipment.bill_state == "released" else set()
            for shipment in self
        }

    def _gate_next_keys(self):
        title = self.env._("To release the bill of lading")
        return {
            shipment.id: ("bill_release", title)
            for shipment in self
            if shipment.bill_state != "released" and shipment.state != "cancelled"
        }

    def _gate_team(self):
        return self.order_id.team_id

    def action_view_contracts(self):
        """The contract whose payments the release waits for."""
        self.ensure_one()
        contracts = self.order_id._get_active_contracts()
        return contracts._get_records_action(name=self.env._("Contracts"))
