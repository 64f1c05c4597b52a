from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.foreign_trade_crm.tools.engine_fields import changed_names

OPEN_STATES = ("draft", "booked", "shipped")
#: what its order, its milestones and the release say of a shipment
FOLLOWING_FIELDS = {"company_id", "partner_id", "currency_id", "state", "etd", "eta"} | {
    "on_board_date",
    "bill_release_date",
    "exchange_rate",
}


class ForeignTradeShipmentSchedule(models.Model):
    """A shipment's way through its milestones; its status is read off their actual dates."""

    _inherit = "foreign.trade.shipment"

    is_cancelled = fields.Boolean(string="Cancelled", copy=False, tracking=True)
    state = fields.Selection(
        [
            ("draft", "Planned"),
            ("booked", "Booked"),
            ("shipped", "Shipped"),
            ("arrived", "Arrived"),
            ("cancelled", "Cancelled"),
        ],
        string="Status",
        compute="_compute_state",
        store=True,
        index=True,
        tracking=True,
        help="Booked, on board and arrived follow from the actual dates of those milestones.",
    )
    planned_etd = fields.Date(
        string="Planned Departure",
        compute="_compute_planned_etd",
        inverse="_inverse_planned_etd",
        store=True,
        help="Setting it plans the other milestones by their days from departure.",
    )
    etd = fields.Date(
        string="ETD",
        compute="_compute_dates",
        store=True,
        index=True,
        help="Departure: actual, else estimated, else planned.",
    )
    eta = fields.Date(
        string="ETA",
        compute="_compute_dates",
        store=True,
        help="Arrival: actual, else estimated, else planned.",
    )
    on_board_date = fields.Date(string="On Board", compute="_compute_dates", store=True)
    is_late = fields.Boolean(string="Late", compute="_compute_is_late", search="_search_is_late")
    late_milestone = fields.Char(
        compute="_compute_is_late", help="The first milestone that should have happened by now."
    )

    @api.depends("is_cancelled", "milestone_ids.code", "milestone_ids.actual_date")
    def _compute_state(self):
        for shipment in self:
            happened = set(shipment.milestone_ids.filtered("actual_date").mapped("code"))
            if shipment.is_cancelled:
                shipment.state = "cancelled"
            elif happened & {"arrival", "delivery"}:
                shipment.state = "arrived"
            elif "on_board" in happened:
                shipment.state = "shipped"
            else:
                shipment.state = "booked" if "booking" in happened else "draft"

    @api.depends(
        "milestone_ids.code",
        "milestone_ids.planned_date",
        "milestone_ids.estimated_date",
        "milestone_ids.actual_date",
    )
    def _compute_dates(self):
        for shipment in self:
            departure = shipment._get_milestone("on_board")
            arrival = shipment._get_milestone("arrival") or shipment._get_milestone("delivery")
            shipment.etd = departure._get_expected_date()
            shipment.eta = arrival._get_expected_date()
            shipment.on_board_date = departure.actual_date

    @api.depends("milestone_ids.code", "milestone_ids.planned_date")
    def _compute_planned_etd(self):
        for shipment in self:
            shipment.planned_etd = shipment._get_milestone("on_board").planned_date

    def _inverse_planned_etd(self):
        for shipment in self:
            departure = shipment._get_milestone("on_board")
            planned = shipment.planned_etd
            shipment.milestone_ids._plan_from_departure(planned, departure.planned_date)

    @api.depends("is_cancelled", "milestone_ids.milestone_state")
    @api.depends_context("tz")
    def _compute_is_late(self):
        for shipment in self:
            late = shipment.milestone_ids.filtered(lambda m: m.milestone_state == "late")
            late = late[:1] if shipment.state in OPEN_STATES else late[:0]
            shipment.is_late = bool(late)
            shipment.late_milestone = late.name

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("state", "in", OPEN_STATES) & Domain(
            "milestone_ids", "any", [("milestone_state", "=", "late")]
        )
        domains = {True: late, False: ~late}
        return Domain.OR(domains[bool(wanted)] for wanted in value)

    def write(self, vals):
        self._refuse_following_fields(changed_names(self, vals, FOLLOWING_FIELDS))
        return super().write(vals)

    @api.model
    def _refuse_following_fields(self, names):
        if names:
            raise UserError(
                self.env._(
                    "%(field)s follows from the order, the milestones and the release of the "
                    "bill of lading and cannot be filled in by hand.",
                    field=self._fields[names[0]].get_description(self.env)["string"],
                )
            )

    def _get_milestone(self, code):
        """The milestone of one event, or none."""
        return self.milestone_ids.filtered(lambda milestone: milestone.code == code)[:1]

    def _apply_milestone_template(self):
        """Give shipments without milestones those of their mode, planned from the departure."""
        templates = self.env["foreign.trade.milestone.template"]
        for shipment in self.filtered(lambda shipment: not shipment.milestone_ids):
            departure = shipment.planned_etd
            lines = templates._get_template(shipment.mode, shipment.company_id).line_ids
            milestones = self.env["foreign.trade.shipment.milestone"].create(
                [line._prepare_milestone_values(shipment) for line in lines]
            )
            self._copy_milestone_names(lines, milestones)
            departure = departure or shipment._get_default_departure()
            milestones._plan_from_departure(departure)

    def _copy_milestone_names(self, lines, milestones):
        """Take the names over in every installed language."""
        if len(self.env["res.lang"].get_installed()) < 2:
            return
        for line, milestone in zip(lines, milestones, strict=True):
            values, _context = line.get_field_translations("name")
            names = {value["lang"]: value["value"] or line.name for value in values}
            milestone.update_field_translations("name", names)

    def _get_default_departure(self):
        order = self.order_id
        promised = order.commitment_date
        if promised:
            promised = fields.Datetime.context_timestamp(self, promised).date()
        return order.latest_shipment_date or promised

    def _check_departure(self):
        """What must be true before goods are on board.

        :raises UserError: where production is held, nothing is packed, or a container of a
            sea shipment lacks its number or verified gross mass (SOLAS VI/2)
        """
        for shipment in self:
            shipment.order_id._check_production_not_held()
            if not shipment.line_ids:
                raise UserError(
                    self.env._(
                        "Shipment %(name)s has no lines: nothing can be on board.",
                        name=shipment.name,
                    )
                )
            if shipment.mode == "sea":
                shipment._check_containers_verified()

    def _check_containers_verified(self):
        self.ensure_one()
        lacking = self.container_ids.filtered(lambda c: not (c.number and c.vgm_weight))
        if lacking:
            raise UserError(
                self.env._(
                    "%(count)s of the containers of shipment %(name)s lack their number or "
                    "verified gross mass (VGM); without it nothing is loaded. Fill in: "
                    "%(containers)s.",
                    count=len(lacking),
                    name=self.name,
                    containers=", ".join(lacking.mapped("display_name")),
                )
            )

    def _update_payment_events(self):
        """Let the due dates of the orders' contracts follow the shipments."""
        self.order_id._update_shipment_payment_events()

    def _set_milestone_done(self, *codes):
        """The first of the events that the shipment has happens today, unless it has a date."""
        today = fields.Date.context_today(self)
        for shipment in self:
            milestone = next(filter(None, map(shipment._get_milestone, codes)), None)
            if not milestone:
                raise UserError(
                    self.env._(
                        "Shipment %(name)s has no such milestone. Add it under Milestones.",
                        name=shipment.name,
                    )
                )
            if not milestone.actual_date:
                milestone.actual_date = today

    def action_confirm_booking(self):
        self._set_milestone_done("booking")

    def action_on_board(self):
        self._set_milestone_done("on_board")

    def action_arrived(self):
        self._set_milestone_done("arrival", "delivery")

    def action_cancel(self):
        for shipment in self:
            if shipment.state in ("shipped", "arrived"):
                raise UserError(
                    self.env._(
                        "Shipment %(name)s has left already and cannot be cancelled.",
                        name=shipment.name,
                    )
                )
        self.write({"is_cancelled": True})
        # sudo: the stock deliveries are set free for another shipment
        self.sudo().picking_ids.filtered(lambda picking: picking.state != "done").write(
            {"foreign_trade_shipment_id": False}
        )
        self._update_payment_events()

    def action_reopen(self):
        self._check_order_ready()
        self.write({"is_cancelled": False})
        self._link_open_deliveries()
        self._update_payment_events()
