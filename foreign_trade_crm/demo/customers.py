from .content import table


class Customers:
    """Companies with their contacts: some known before the system, the others from leads."""

    def __init__(self, world):
        self.world = world
        self.rows = {row["key"]: row for row in table("customers")}
        self.companies = {}
        self.contacts = {}

    def stories(self):
        """One story for each customer who was there before the first inquiry."""
        return [self._story(row) for row in self.rows.values() if row["since"]]

    def rep(self, key):
        return self.world.as_user(self.rows[key]["rep"])

    def complete(self, key, contact):
        """A contact that conversion made gets the rest of what is known, and a colleague."""
        row = self.rows[key]
        company = contact.commercial_partner_id
        company.write(self._company_values(row))
        contact.write({"function": row["function"], "email": row["email"]})
        second = company.child_ids.filtered(lambda child: child.name == row["second"])
        if not second:
            second = company.create(
                {**self._contact_values(row, "second"), "parent_id": company.id}
            )
        self.companies[key] = company.with_env(self.world.env)
        self.contacts[key] = contact.with_env(self.world.env)
        self.world.history.touch(company, contact, second)

    def _story(self, row):
        yield self.world.history.day(int(row["since"]))
        env = self.rep(row["key"])
        company = env["res.partner"].create({"name": row["company"], "is_company": True})
        contact = env["res.partner"].create(
            {**self._contact_values(row, "contact"), "parent_id": company.id}
        )
        self.complete(row["key"], contact)

    def _company_values(self, row):
        world = self.world
        pricelist = world.catalogue.pricelists[row["currency"]]
        return {
            "name": row["company"],
            "is_company": True,
            "street": row["street"],
            "city": row["city"],
            "zip": row["zip"],
            "country_id": world.country(row["country"]).id,
            "phone": row["phone"] or False,
            "email": "info@" + row["email"].partition("@")[2],
            "lang": "en_US",
            "user_id": world.users[row["rep"]].id,
            "company_id": world.company.id,
            "property_product_pricelist": pricelist.id,
        }

    def _contact_values(self, row, which):
        prefix = "second_" if which == "second" else ""
        return {
            "name": row[which],
            "function": row[f"{prefix}function"],
            "email": row[f"{prefix}email"],
            "lang": "en_US",
            "company_id": self.world.company.id,
        }
