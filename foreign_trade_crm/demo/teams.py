from odoo import Command

from .content import table

#: customer, who shares it, how, share in per cent
SHARERS = [("blueridge", "rep2", "read", 20), ("lindner", "rep1", "write", 30)]
#: customer, from whom to whom and back, days ago, why
HANDED_OVER = [
    ("blueridge", "rep2", "rep1", 120, 75, "Covers for Li Na's leave", "Back from leave"),
]
#: days ago when clerk and profiles were filled in
FILLED = 20


class Teams:
    """Who works on which customer, and how each of them trades."""

    def __init__(self, world, customers):
        self.world = world
        self.customers = customers
        self.profiles = table("trade_profiles")

    def stories(self):
        return [*(self._hand_over(*row) for row in HANDED_OVER), self._fill()]

    def _hand_over(self, key, cover, owner, start, end, why, back):
        for days, user, reason in ((start, cover, why), (end, owner, back)):
            yield self.world.history.day(days)
            company = self.world.as_user("manager")["res.partner"].browse(
                self.customers.companies[key].id
            )
            company._change_owner(self.world.users[user], reason)
            self.world.history.touch(company.sudo())

    def _fill(self):
        yield self.world.history.day(FILLED)
        world = self.world
        partners = world.as_user("manager")["res.partner"]
        for company in self.customers.companies.values():
            partners.browse(company.id).clerk_id = world.users["clerk"]
        for row in self.profiles:
            company = self.customers.companies.get(row["key"])
            if company:
                company = partners.browse(company.id)
                company.write(self._prepare_profile(row, self.customers.rows[row["key"]]))
                world.history.touch(company.sudo())
        for key, user, access, share in SHARERS:
            values = {"user_id": world.users[user].id, "access": access, "share": share}
            company = partners.browse(self.customers.companies[key].id)
            company.sharer_ids = [Command.create(values)]

    def _prepare_profile(self, row, customer):
        env = self.world.env
        types = [
            env.ref(f"foreign_trade_crm.document_type_{x}").id for x in row["documents"].split()
        ]
        ports = env["foreign.trade.port"]
        return {
            "trade_incoterm_id": env.ref(f"account.incoterm_{customer['incoterm']}").id,
            "trade_port_loading_id": ports.search([("code", "=", "CNNBG")], limit=1).id,
            "trade_port_discharge_id": ports.search([("code", "=", customer["port"])], limit=1).id,
            "trade_payment_plan_id": env.ref(f"foreign_trade_crm.{row['plan']}").id,
            "trade_bill_type": row["bill"],
            "trade_document_type_ids": [Command.set(types)],
            "trade_shipping_marks": row["marks"].replace("|", "\n"),
            "trade_notify_party_id": self._party(row["notify"]),
            "trade_forwarder_id": self._party(row["forwarder"]),
            "trade_currency_id": env.ref(f"base.{customer['currency']}").id,
        }

    def _party(self, name):
        """A forwarder or notify party, which belongs to no representative."""
        if not name:
            return False
        company = self.world.company
        values = {"name": name, "is_company": True, "company_id": company.id, "lang": "en_US"}
        return self.world.env["res.partner"].create(values).id
