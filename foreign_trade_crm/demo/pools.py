from .content import table


class Pools:
    """Customers that their owners gave back, and how much the others matter."""

    def __init__(self, world, customers):
        self.world = world
        self.customers = customers

    def stories(self):
        """One story for each customer in the pool, and one for the tiers."""
        rows = table("pool_customers")
        return [*(self._story(row) for row in rows), self._tiers()]

    def _story(self, row):
        """Known for a while, asked once, and released."""
        world = self.world
        yield world.history.day(int(row["since"]))
        env = world.as_user(row["rep"])
        company = env["res.partner"].create(self._company_values(row))
        contact = env["res.partner"].create(self._contact_values(row, company))
        lead = env["crm.lead"].create(self._lead_values(row, contact))
        world.history.touch(company, contact, lead)
        yield world.history.day(int(row["released"]))
        reason = env.ref(f"foreign_trade_crm.pool_reason_{row['reason']}")
        company._pool_release(reason)
        world.history.touch(company.sudo(), contact.sudo(), lead.sudo())

    def _company_values(self, row):
        return {
            "name": row["company"],
            "is_company": True,
            "city": row["city"],
            "country_id": self.world.country(row["country"]).id,
            "user_id": self.world.users[row["rep"]].id,
            "company_id": self.world.company.id,
            "lang": "en_US",
        }

    def _contact_values(self, row, company):
        return {
            "name": row["contact"],
            "function": row["function"],
            "email": row["email"],
            "parent_id": company.id,
            "company_id": self.world.company.id,
            "lang": "en_US",
        }

    def _lead_values(self, row, contact):
        line = self.world.catalogue.lines[row["line"]]
        return {
            "name": line.with_context(lang="en_US").name,
            "type": "lead",
            "partner_id": contact.id,
            "user_id": self.world.users[row["rep"]].id,
            "team_id": self.world.team.id,
            "company_id": self.world.company.id,
            "product_category_ids": [(6, 0, line.ids)],
        }

    def _tiers(self):
        """The manager looks at what they could buy; who bought is measured."""
        yield self.world.history.day(0)
        env = self.world.as_user("manager")
        pooled = env["res.partner"].search([("pool_member", "=", True)])
        for row in table("pool_customers"):
            company = pooled.filtered(lambda one, row=row: one.name == row["company"])
            company.customer_tier = row["tier"]
