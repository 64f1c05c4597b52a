from datetime import timedelta

from .content import table

#: days before the confirmation on which the steps of a repeat order happen
BEFORE = {"draft": 15, "send": 14, "issue": 8, "countersign": 4, "confirm": 0}
PRODUCTION_DAYS, CREDIT_DAYS = 40, 12


def purchase_order(row):
    """The number that the buyer gave his purchase order; by it the order is found again."""
    return f"{row['customer'][:3].upper()}-{5000 - int(row['days'])}"


class Orders:
    """Confirmed orders of eighteen months: repeats of known customers and won deals."""

    def __init__(self, world, deals, quotations, contracts, fulfilment):
        self.world = world
        self.deals = deals
        self.quotations = quotations
        self.contracts = contracts
        self.fulfilment = fulfilment
        self.rows = {row["key"]: row for row in table("orders")}
        self.orders = {}

    def stories(self):
        repeats = [self._repeat(row) for row in self.rows.values() if not row["deal"]]
        deliveries = [self._fulfil(row) for row in self.rows.values() if row["phase"] == "done"]
        return repeats + deliveries

    def order(self, row):
        """The order of a row, made here or by its deal."""
        return self.orders.get(row["key"]) or self.deals.orders[row["deal"]]

    def _repeat(self, row):
        history, days = self.world.history, int(row["days"])
        yield history.day(days + BEFORE["draft"])
        order = self.orders[row["key"]] = self.quotations.draft(row["customer"], row["items"])
        yield history.day(days + BEFORE["send"])
        self.quotations.send(order)
        yield history.day(days + BEFORE["issue"])
        contract = self.contracts.issue(order)
        yield history.day(days + BEFORE["countersign"])
        self.contracts.countersign(contract, purchase_order(row))
        yield history.day(days)
        self.contracts.receive_deposit(contract, history.moment.date())

    def _fulfil(self, row):
        """Production, delivery, invoice and the balance."""
        history = self.world.history
        shipped = history.day(int(row["days"]) - PRODUCTION_DAYS)
        yield shipped
        order = self.order(row)
        self.fulfilment.deliver(order)
        invoice = self.fulfilment.invoice(order, shipped.date())
        yield shipped + timedelta(days=CREDIT_DAYS)
        self.fulfilment.receive_balance(invoice, history.moment.date())
