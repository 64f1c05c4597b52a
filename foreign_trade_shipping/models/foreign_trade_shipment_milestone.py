from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

MILESTONE_CODES = [
    ("booking", "Booking"),
    ("shipping_order", "Shipping Order"),
    ("empty_pickup", "Empty Pick-up"),
    ("stuffing", "Stuffing and Seal"),
    ("si_cutoff", "SI Cut-off"),
    ("vgm_cutoff", "VGM Cut-off"),
    ("cy_cutoff", "CY Cut-off"),
    ("customs", "Customs Release"),
    ("on_board", "On Board / Departure"),
    ("draft_bl", "Draft Bill of Lading"),
    ("bl_issued", "Transport Document Issued"),
    ("documents_sent", "Documents Sent"),
    ("border", "Border Handover"),
    ("arrival", "Arrival"),
    ("delivery", "Delivery"),
    ("empty_return", "Empty Return"),
    ("other", "Other"),
]
#: events that stand in a shipment at most once
UNIQUE_CODES = ("booking", "on_board", "bl_issued", "arrival", "delivery")
#: payment event of the contract -> event of the shipment that it follows
PAYMENT_EVENTS = {
    "before_shipment": "on_board",
    "bl_date": "on_board",
    "bl_copy": "bl_issued",
    "documents_presented": "documents_sent",
    "arrival": "arrival",
    "delivery": "delivery",
}
PAYMENT_CODES = set(PAYMENT_EVENTS.values())
DATE_FIELDS = {"planned_date", "estimated_date", "actual_date"}


class ForeignTradeShipmentMilestone(models.Model):
    """One event on a shipment's way. Departure and B/L dates move the contract's payments."""

    _name = "foreign.trade.shipment.milestone"
    _description = "Shipment Milestone"
    _inherit = ["foreign.trade.milestone.mixin"]
    _order = "sequence, id"

    shipment_id = fields.Many2one(
        "foreign.trade.shipment", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="shipment_id.company_id", store=True, index=True)
    code = fields.Selection(MILESTONE_CODES, string="Event", required=True, default="other")
    offset_days = fields.Integer(string="Days from Departure")

    @api.model_create_multi
    def create(self, vals_list):
        milestones = super().create(vals_list)
        milestones._after_change()
        return milestones

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & (DATE_FIELDS | {"code"}):
            self._after_change()
        return result

    @api.ondelete(at_uninstall=True)
    def _unlink_except_happened(self):
        happened = self.filtered("actual_date")
        if happened:
            raise UserError(
                self.env._(
                    "“%(name)s” has happened and stays on record. Correct its actual date instead.",
                    name=happened[0].name,
                )
            )

    def _after_change(self):
        departed = self.filtered(lambda milestone: milestone.code == "on_board")
        departed.filtered("actual_date").shipment_id._check_departure()
        paying = self.filtered(lambda milestone: milestone.code in PAYMENT_CODES)
        paying.shipment_id._update_payment_events()

    @api.constrains("actual_date")
    def _check_actual_date(self):
        # a day of grace: the event may have happened in a zone ahead of the user's
        latest = fields.Date.context_today(self) + timedelta(days=1)
        for milestone in self:
            if milestone.actual_date and milestone.actual_date > latest:
                raise ValidationError(
                    self.env._(
                        "“%(name)s” cannot have happened on %(date)s already. Enter it as the "
                        "estimated date.",
                        name=milestone.name,
                        date=fields.Date.to_string(milestone.actual_date),
                    )
                )

    @api.constrains("code", "shipment_id")
    def _check_unique_code(self):
        groups = self._read_group(
            [("shipment_id", "in", self.shipment_id.ids), ("code", "in", UNIQUE_CODES)],
            ["shipment_id", "code"],
            having=[("__count", ">", 1)],
        )
        if groups:
            shipment, code = groups[0]
            labels = dict(self._fields["code"]._description_selection(self.env))
            raise ValidationError(
                self.env._(
                    "Shipment %(shipment)s has the milestone “%(event)s” already.",
                    shipment=shipment.name,
                    event=labels[code],
                )
            )

    def _get_expected_date(self):
        """When the event happened or, until then, is expected or was planned."""
        return self.actual_date or self.estimated_date or self.planned_date

    def _plan_from_departure(self, departure, previous_departure=False):
        """Plan what has not happened from the planned departure.

        A planned date that a person set apart from the template's offset is kept.
        """
        for milestone in self.filtered(lambda milestone: not milestone.actual_date):
            offset = timedelta(days=milestone.offset_days)
            untouched = not milestone.planned_date or (
                previous_departure and milestone.planned_date == previous_departure + offset
            )
            if milestone.code == "on_board" or untouched:
                milestone.planned_date = departure and departure + offset

    def action_done_today(self):
        """The event happened today, in the user's time zone."""
        self.write({"actual_date": fields.Date.context_today(self)})

    def _get_event_dates(self, code):
        """``{"planned", "actual"}``: the earliest expected and the earliest actual date.

        Empty where no milestone has that code. An actual date that is gone is taken back, a
        planned date that is unknown leaves what the contract has.
        """
        milestones = self.filtered(lambda milestone: milestone.code == code)
        if not milestones:
            return {}
        expected = [milestone._get_expected_date() for milestone in milestones]
        return {
            "planned": min(filter(None, expected), default=None),
            "actual": min(filter(None, milestones.mapped("actual_date")), default=False),
        }
