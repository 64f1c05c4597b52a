from datetime import timedelta

from .content import table
from .mailbox import requirement_pdf
from .orders import purchase_order

#: steps of a deal and when they come, as a share of the time from inquiry to the last step
STEPS = [
    ("inquiry", 0.0),
    ("reply", 0.02),
    ("qualify", 0.05),
    ("convert", 0.08),
    ("draft", 0.14),
    ("quotation", 0.22),
    ("revise", 0.34),
    ("sample", 0.42),
    ("negotiation", 0.66),
    ("bargain", 0.76),
    ("awaiting", 0.84),
    ("countersign", 0.93),
    ("won", 1.0),
]
#: the last step of a deal that stands in a stage
LAST_STEP = {
    "requirement": "convert",
    "quotation": "quotation",
    "sample": "sample",
    "negotiation": "negotiation",
    "awaiting": "awaiting",
    "won": "won",
    "lost": "revise",
}


def calendar(row):
    """``{step: days before today}`` of a deal, from its inquiry to its last step."""
    names = [name for name, _share in STEPS]
    last_step = LAST_STEP[row["stage"]]
    if last_step == "quotation" and int(row["versions"]) > 1:
        last_step = "revise"
    steps = STEPS[: names.index(last_step) + 1]
    if int(row["versions"]) < 2:
        steps = [step for step in steps if step[0] != "revise"]
    if int(row["versions"]) < 3:
        steps = [step for step in steps if step[0] != "bargain"]
    first, last, end = int(row["days"]), int(row["last"]), steps[-1][1]
    return {name: round(first - (first - last) * share / end) for name, share in steps}


#: the deal whose contract a manager declared effective before the deposit was in
BEFORE_DEPOSIT = "highveld_1"


class Deals:
    """Opportunities over all stages, each from its inquiry to where it stands today."""

    def __init__(self, world, leads, customers, quotations, contracts):
        self.world = world
        self.leads = leads
        self.customers = customers
        self.quotations = quotations
        self.contracts = contracts
        self.rows = {row["key"]: row for row in table("deals")}
        self.purchase_orders = {row["deal"]: purchase_order(row) for row in table("orders")}
        self.orders = {}

    def stories(self):
        return [self._story(row) for row in self.rows.values()]

    def _story(self, row):
        state = {}
        moment = None
        for step, days in calendar(row).items():
            following = self.world.history.day(days)
            # two steps of one day follow each other
            moment = max(following, moment + timedelta(minutes=45)) if moment else following
            moment = min(moment, self.world.history.now - timedelta(minutes=1))
            yield moment
            getattr(self, f"_step_{step}")(row, state, moment)
        if row["stage"] == "lost":
            yield self.world.history.day(int(row["last"]), minute=575)
            self._lose(row, state)

    def _step_inquiry(self, row, state, moment):
        attachment = None
        if row["stage"] == "won" and row["channel"] == "email":
            lines = [f"{code}: {quantity} pcs" for code, _sep, quantity in self._items(row)]
            attachment = ("requerimiento.pdf", requirement_pdf("Requerimiento de compra", lines))
        state["lead"] = self.leads.receive(
            self._as_lead(row), f"deal-{row['key']}", moment, attachment
        )

    def _step_reply(self, row, state, moment):
        self.leads.reply(state["lead"], self._as_lead(row))

    def _step_qualify(self, row, state, moment):
        self.leads.qualify(state["lead"], self._as_lead(row))

    def _step_convert(self, row, state, moment):
        """Conversion makes company and contact, or finds those of a known customer."""
        key = row["customer"]
        env = self.customers.rep(key)
        lead = state["lead"] = state["lead"].with_env(env)
        wizard = env["crm.lead2opportunity.partner"].with_context(
            active_model="crm.lead", active_ids=lead.ids, active_id=lead.id
        )
        contact = self.customers.contacts.get(key)
        action = {"action": "exist", "partner_id": contact.id} if contact else {"action": "create"}
        wizard.create(
            {
                "lead_id": lead.id,
                "name": "convert",
                "user_id": env.uid,
                "team_id": self.world.team.id,
                **action,
            }
        ).action_apply()
        lead.write(
            {
                "name": row["title"],
                "stage_id": self.world.stage("requirement").id,
                "date_deadline": self._expected_closing(row),
            }
        )
        if not contact:
            self.customers.complete(key, lead.partner_id)
        self.world.history.touch(lead)

    def _expected_closing(self, row):
        """Within four months from today, or when it was closed; a few are overdue."""
        if row["stage"] in ("won", "lost"):
            return self.world.history.day(int(row["last"])).date()
        spread = sum(map(ord, row["key"])) * 7 % 120
        return self.world.history.now.date() + timedelta(days=spread - 10)

    def _step_draft(self, row, state, moment):
        order = self.quotations.draft(row["customer"], row["items"], state["lead"])
        state["order"] = self.orders[row["key"]] = order
        amount = order.currency_id._convert(
            order.amount_total, order.company_id.currency_id, order.company_id, moment.date()
        )
        state["lead"].expected_revenue = round(amount, -2)
        self.world.history.touch(state["lead"])

    def _step_quotation(self, row, state, moment):
        self.quotations.send(state["order"])
        self._enter(state, "quotation")

    def _step_revise(self, row, state, moment):
        self.quotations.lower(state["order"])
        self.quotations.send(state["order"])

    _step_bargain = _step_revise

    def _step_sample(self, row, state, moment):
        demo = self.world.env["foreign.trade.demo"]
        demo._demo_prepare_samples(self.world, state["lead"], row)
        self._enter(state, "sample")

    def _step_negotiation(self, row, state, moment):
        lead = state["lead"]
        values = {
            "main_objection": row["objection"] or False,
            "competitor_name": row["competitor"] or False,
        }
        if row["competitor_price"]:
            values["competitor_price"] = float(row["competitor_price"])
            values["competitor_currency_id"] = state["order"].currency_id.id
        lead.write(values)
        self._enter(state, "negotiation")

    def _step_awaiting(self, row, state, moment):
        state["contract"] = self.contracts.issue(state["order"])
        self._enter(state, "awaiting")

    def _step_countersign(self, row, state, moment):
        self.contracts.countersign(state["contract"], self.purchase_orders[row["key"]])

    def _step_won(self, row, state, moment):
        """The deposit makes the contract effective, wins the deal and confirms the order."""
        if row["key"] == BEFORE_DEPOSIT:
            self.contracts.declare_effective(state["contract"])
        else:
            self.contracts.receive_deposit(state["contract"], moment.date())
        self.world.history.touch(state["lead"], state["order"])

    def _enter(self, state, stage):
        state["lead"].stage_id = self.world.stage(stage).id
        self.world.history.touch(state["lead"])

    def _lose(self, row, state):
        lead = state["lead"]
        values = {"main_objection": row["objection"], "competitor_name": row["competitor"]}
        lead.write(values)
        reason = lead.env.ref("crm.lost_reason_1", raise_if_not_found=False)
        lead.action_set_lost(
            lost_reason_id=reason and reason.id, closing_note=row["objection"] or False
        )
        lead.competitor_ids[:1].has_order = True
        self.world.history.touch(lead)

    def _items(self, row):
        return [item.partition(":") for item in row["items"].split()]

    def _as_lead(self, row):
        """The row of a lead that this deal began with."""
        customer = self.customers.rows[row["customer"]]
        return {
            **{name: customer[name] for name in ("country", "city", "company", "contact")},
            "channel": row["channel"],
            "lang": row["lang"],
            "email": customer["email"],
            "phone": customer["phone"],
            "products": " ".join(code for code, _sep, _quantity in self._items(row)),
            "quantity": self._items(row)[0][2],
            "reason": "",
        }
