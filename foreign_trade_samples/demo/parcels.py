from datetime import timedelta

from odoo.addons.foreign_trade_crm.demo.content import items, table
from odoo.addons.foreign_trade_crm.demo.deals import calendar

#: what buyers say, by how the samples were received
FEEDBACK = {
    "approved": "Quality and colour approved. Please keep a sealed sample for the inspection.",
    "changes": "Good in general; the packing needs a stronger inner box and our barcode.",
    "rejected": "The fabric is lighter than promised; please send another sample.",
}
#: deals whose samples are not simply approved: phase, or the result of the first round
SPECIAL = {
    "norte_2": "draft",
    "azul_2": "late",
    "taras_2": "delivered",
    "midori_2": "dispatched",
    "quintal_1": "changes",
    "azul_1": "changes",
    "groenveld_2": "rejected",
}
COURIERS = ["dhl", "fedex", "ups"]


class Parcels:
    """Samples of the deals: asked for, sent by courier, delivered, judged."""

    def __init__(self, world):
        self.world = world
        self.history = world.history

    def stories(self):
        rows = [row for row in table("deals") if "sample" in calendar(row)]
        return [self._story(row, number) for number, row in enumerate(rows)]

    def request(self, opportunity, row):
        """A draft for the deal's products, to be sent tomorrow."""
        existing = opportunity.sudo().sample_request_ids[:1]
        if existing:
            return existing
        today = self.history.now.date()
        codes = [code for code, _quantity in items(row["items"])]
        products = opportunity.env["product.product"].search(
            [("default_code", "in", codes), ("company_id", "=", self.world.company.id)]
        )
        requests = opportunity.env["foreign.trade.sample.request"]
        day = self.history.moment.date()
        request = requests.with_context(ir_sequence_date=day).create(
            {
                "opportunity_id": opportunity.id,
                "planned_dispatch_date": today + timedelta(days=1),
                "expected_feedback_date": today + timedelta(days=10),
                "line_ids": [(0, 0, {"product_id": one.id, "quantity": 2}) for one in products],
            }
        )
        self.history.touch(request)
        return request

    def _story(self, row, number):
        days = calendar(row)
        start = self.history.day(days["sample"])
        phase = SPECIAL.get(row["key"], "approved")
        yield start - timedelta(hours=3)
        request = self.request(self._opportunity(row), row)
        if phase == "draft":
            return
        yield start + timedelta(days=1)
        self._dispatch(request, number)
        if phase == "dispatched":
            return
        yield start + timedelta(days=5)
        request.action_mark_delivered()
        self.history.touch(request)
        if phase in ("delivered", "late"):
            return
        # the buyer has judged before the deal goes on
        after = days.get("negotiation", days["sample"] - 8)
        yield max(start + timedelta(days=5, hours=2), self.history.day(after, minute=20))
        self._judge(request, phase)
        if phase == "approved":
            return
        yield from self._second_round(request, number)

    def _second_round(self, request, number):
        moment = self.history.moment
        yield self._past(moment + timedelta(hours=6))
        day = self.history.moment.date()
        action = request.with_context(ir_sequence_date=day).action_next_round()
        second = request.browse(action["res_id"])
        today = self.history.now.date()
        second.write(
            {
                "planned_dispatch_date": today + timedelta(days=1),
                "expected_feedback_date": today + timedelta(days=9),
            }
        )
        self.history.touch(second)
        yield self._past(moment + timedelta(days=1))
        self._dispatch(second, number + 40)
        if moment + timedelta(days=9) > self.history.now:
            return
        yield moment + timedelta(days=5)
        second.action_mark_delivered()
        self.history.touch(second)
        yield moment + timedelta(days=9)
        self._judge(second, "approved")

    def _past(self, moment):
        return min(moment, self.history.now - timedelta(minutes=1))

    def _opportunity(self, row):
        rep = next(one for one in table("customers") if one["key"] == row["customer"])["rep"]
        leads = self.world.as_user(rep)["crm.lead"].with_context(active_test=False)
        return leads.search([("name", "=", row["title"]), ("type", "=", "opportunity")], limit=1)

    def _dispatch(self, request, number):
        courier = COURIERS[number % len(COURIERS)]
        request.write(
            {
                "courier_id": request.env.ref(f"foreign_trade_samples.courier_{courier}").id,
                "tracking_number": f"{7340118250 + 7919 * number}",
            }
        )
        request.action_dispatch()
        self.history.touch(request)

    def _judge(self, request, result):
        request.write({"feedback_result": result, "feedback_text": FEEDBACK[result]})
        request.action_record_feedback()
        self.history.touch(request, request.opportunity_id)
