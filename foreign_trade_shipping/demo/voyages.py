from datetime import timedelta

from odoo.addons.foreign_trade_crm.demo.content import table
from odoo.addons.foreign_trade_crm.demo.fulfilment import Fulfilment
from odoo.addons.foreign_trade_crm.demo.orders import (
    CREDIT_DAYS,
    PRODUCTION_DAYS,
    purchase_order,
)

from .packing import Packing

#: carriers and their ships
CARRIERS = [
    ("Evergold Line", ["EVERGOLD FORTUNE", "EVERGOLD HARVEST"]),
    ("Blue Anchor Container Line", ["ANCHOR PACIFIC", "ANCHOR MERIDIAN"]),
    ("Pacific Lantern Shipping", ["LANTERN STAR", "LANTERN BREEZE"]),
]
FORWARDER = "Ningbo Beilun Harbour Forwarding Co., Ltd."
#: how far the shipment of an order has come, by the phase of the order
PHASES = {
    "done": "arrived",
    "chain": "arrived",
    "unpaid": "shipped",
    "sailing": "shipped",
    "stuffing": "booked",
    "production": "planned",
}
DOCUMENTS = "Commercial invoice and packing list 商业发票与装箱单"
#: the buyer has paid, in these phases, when the goods are at sea
PAID = ("done", "chain", "sailing")


class Voyages:
    """Shipments from booking to arrival; the deliveries and balances that belong to them."""

    def __init__(self, world):
        self.world = world
        self.history = world.history
        self.env = world.as_user("clerk")
        self.packing = Packing(world)
        self.fulfilment = Fulfilment(world)
        partners = world.env["res.partner"]
        company = {"is_company": True, "company_id": world.company.id}
        self.carriers = [(partners.create({"name": n, **company}), v) for n, v in CARRIERS]
        self.forwarder = partners.create({"name": FORWARDER, **company})

    def stories(self):
        rows = [row for row in table("orders") if row["phase"] in PHASES]
        return [self._story(row, number) for number, row in enumerate(rows)]

    def _story(self, row, number):
        order = self._order(row)
        sailing = int(row["days"]) - PRODUCTION_DAYS
        phase = PHASES[row["phase"]]
        planned = self.history.now.date() - timedelta(days=sailing)
        yield self.history.day(max(sailing + 20, 0 if phase == "planned" else 1), minute=60)
        shipment = self._plan(order, row, number, planned)
        if phase == "planned":
            return
        # a late order is booked on time; what follows is late
        late = int(row["delay"])
        yield self.history.day(sailing + 12, minute=90)
        self._happened(shipment, -14, ["booking"], number)
        if phase == "booked":
            yield self.history.day(1, minute=120)
            self._postpone(shipment, late)
            return
        yield self.history.day(sailing - late + 3, minute=100)
        self._stuff(shipment, order, late)
        yield self.history.day(sailing - late, minute=400)
        self._sail(shipment, late)
        yield self.history.day(sailing - late - 1, minute=430)
        shipment.action_bill_issue()
        self._on_time(shipment, "draft_bl", late)
        if row["phase"] != "done":
            self._send_documents(shipment)
        self.history.touch(shipment)
        if row["phase"] in PAID:
            yield from self._settle(row, shipment, order, sailing - late)
        else:
            self._invoice(order)
        if phase == "arrived":
            yield self.history.day(max(sailing - late - int(row["transit"]), 1), minute=300)
            self._arrive(shipment)

    def _send_documents(self, shipment):
        """Commercial invoice and packing list, as PDF and as XLSX."""
        files = []
        for kind in ("commercial_invoice", "packing_list"):
            pdf = shipment._render_trade_document_pdf(kind)
            xlsx = shipment._render_trade_document_xlsx(kind)
            files.append((shipment._trade_document_filename(kind, "pdf"), pdf))
            files.append((shipment._trade_document_filename(kind, "xlsx"), xlsx))
        shipment.message_post(
            body=DOCUMENTS,
            subtype_xmlid="mail.mt_note",
            attachments=files,
        )

    def _order(self, row):
        orders = self.env["sale.order"]
        domain = [("client_order_ref", "=", purchase_order(row)), ("state", "=", "sale")]
        return orders.search([*domain, ("company_id", "=", self.world.company.id)], limit=1)

    def _plan(self, order, row, number, planned):
        """The clerk plans the shipment; goods already delivered are entered afterwards."""
        shipment = self._create(order)
        for line in shipment.line_ids:
            line.write(self.packing.line_values(line))
        carrier, vessels = self.carriers[number % len(self.carriers)]
        shipment.write(
            {
                "carrier_id": carrier.id,
                "forwarder_id": self.forwarder.id,
                "vessel": vessels[number % len(vessels)],
                "voyage": f"{41 + number:03d}W",
                "booking_number": f"NGB{7702100 + 113 * number}",
                "bill_type": "telex" if number % 2 else "original",
                "bill_number": f"QSNGB{260400 + 17 * number}",
                "freight_terms": "collect" if order.incoterm.code == "FOB" else "prepaid",
                "marks": f"{row['customer'].upper()}\n{order.client_order_ref}\nMADE IN CHINA",
                "planned_etd": planned,
                "invoice_date": planned,
            }
        )
        self._plan_arrival(shipment, planned + timedelta(days=int(row["transit"])))
        for records in (shipment, shipment.milestone_ids):
            self.history.pin(records)
        self.history.touch(shipment)
        return shipment

    def _plan_arrival(self, shipment, date):
        """The carrier's own transit time; delivery and return of the empties follow."""
        arrival = shipment._get_milestone("arrival")
        for milestone in map(shipment._get_milestone, ("arrival", "delivery", "empty_return")):
            after = milestone.offset_days - arrival.offset_days
            milestone.planned_date = date + timedelta(days=after)

    def _create(self, order):
        order = order.with_context(ir_sequence_date=self.history.moment.date())
        if order.order_line._get_quantities_to_ship():
            return order._create_shipment()
        shipment = order.env["foreign.trade.shipment"].create(order._prepare_shipment_values())
        goods = {line: line.product_uom_qty for line in order.order_line}
        order._create_shipment_lines(shipment, goods)
        # sudo: the delivery was validated long ago
        order.picking_ids.sudo().foreign_trade_shipment_id = shipment.id
        return shipment

    def _happened(self, shipment, before, codes, number):
        """Events take place on the day planned, give or take one."""
        for code in codes:
            milestone = shipment._get_milestone(code)
            shift = timedelta(days=number % 2)
            milestone.actual_date = milestone.planned_date + shift
        self.history.touch(shipment)

    def _postpone(self, shipment, late):
        """The supplier of the cartons is late: a new date is expected."""
        for code in ("stuffing", "on_board", "arrival"):
            milestone = shipment._get_milestone(code)
            if milestone.planned_date:
                milestone.estimated_date = milestone.planned_date + timedelta(days=late + 3)
        self.history.pin(shipment.milestone_ids)
        self.history.touch(shipment)

    def _stuff(self, shipment, order, late):
        """Containers are stuffed and sealed; the goods leave the warehouse."""
        self.packing.load(shipment)
        order_pickings = order.picking_ids.filtered(lambda one: one.state not in ("done", "cancel"))
        if order_pickings:
            self.fulfilment.deliver(order)
        for code in ("shipping_order", "empty_pickup", "stuffing", "si_cutoff", "vgm_cutoff"):
            self._on_time(shipment, code, late)
        self.history.touch(shipment)

    def _sail(self, shipment, late):
        for code in ("cy_cutoff", "customs", "on_board"):
            self._on_time(shipment, code, late)
        shipment.invoice_date = shipment.on_board_date
        self.history.touch(shipment)

    def _arrive(self, shipment):
        today = self.history.moment.date()
        for code, after in (("arrival", 0), ("delivery", 2), ("empty_return", 6)):
            day = today + timedelta(days=after)
            if day <= self.history.now.date():
                shipment._get_milestone(code).actual_date = day
        self.history.touch(shipment)

    def _on_time(self, shipment, code, late):
        milestone = shipment._get_milestone(code)
        if milestone:
            milestone.actual_date = min(
                milestone.planned_date + timedelta(days=late), self.history.now.date()
            )

    def _settle(self, row, shipment, order, sailed):
        """The balance against the copy comes in, then the bill is released."""
        yield self.history.day(sailed - CREDIT_DAYS, minute=450)
        if row["phase"] != "done":
            invoice = self._invoice(order)
            self.fulfilment.receive_balance(invoice, self.history.moment.date())
        shipment.action_bill_release()
        shipment._get_milestone("documents_sent").actual_date = self.history.moment.date()
        self.history.touch(shipment)

    def _invoice(self, order):
        return self.fulfilment.invoice(order, order.shipment_ids[:1].on_board_date)
