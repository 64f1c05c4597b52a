from .content import table

#: criteria of the profile: kind, what it asks for, weight
CRITERIA = [
    ("business_type", {"business_type": "importer"}, 30),
    ("business_type", {"business_type": "wholesaler"}, 30),
    ("business_type", {"business_type": "chain"}, 25),
    ("business_type", {"business_type": "distributor"}, 20),
    ("company_size", {"company_size": "3"}, 20),
    ("purchase_frequency", {"purchase_frequency": "3"}, 15),
    ("import_record", {}, 10),
]
ANSWERS = ("company", "country", "requirement", "product")


class Facts:
    """What representatives find out about buyers, and the customers the exporter looks for."""

    def __init__(self, world):
        self.world = world
        self.rows = {row["company"]: row for row in table("company_facts")}

    def look_for(self):
        """The manager describes the customers worth most work."""
        env = self.world.as_user("manager")
        certificates = self._certificates("bsci fsc sedex")
        criteria = [{"kind": kind, "weight": weight, **values} for kind, values, weight in CRITERIA]
        criteria.append(
            {"kind": "certificate", "certificate_ids": [(6, 0, certificates)], "weight": 10}
        )
        profile = (
            env["foreign.trade.target.profile"]
            .with_context(lang="en_US")
            .create(
                {
                    "name": "Importers and chains that buy every season",
                    "company_id": self.world.company.id,
                    "criterion_ids": [(0, 0, values) for values in criteria],
                }
            )
        )
        profile.with_context(lang="zh_CN").name = "每季采购的进口商与连锁店"

    def qualify(self, lead, row):
        """Company facts, requirement and the answers to the checklist."""
        known = self.rows.get(row["company"])
        values = {f"qualification_{item}": "yes" for item in ANSWERS}
        if known:
            values.update(self._prepare_facts(known))
        if not lead.requirement_line_ids:
            values["requirement_line_ids"] = self._prepare_lines(row)
        lead.write(values)

    def _prepare_facts(self, known):
        values = {
            name: known[name] or False
            for name in ("business_type", "company_size", "purchase_frequency", "quality_level")
        }
        return {
            **values,
            "function": known["function"],
            "decision_role": known["role"],
            "main_competitors": known["competitors"] or False,
            "certificate_ids": [(6, 0, self._certificates(known["certificates"]))],
            "certificate_asked_ids": [(6, 0, self._certificates(known["asked"]))],
            "budget_amount": float(known["budget"]),
            "budget_currency_id": self.world.env.ref("base.USD").id,
            "qualification_budget": "yes",
        }

    def _prepare_lines(self, row):
        products = self.world.catalogue.products
        quantity = float(row["quantity"] or 0)
        return [
            (0, 0, {"product_id": products[code].id, "quantity": quantity})
            for code in row["products"].split()
        ]

    def _certificates(self, codes):
        return [
            self.world.env.ref(f"foreign_trade_crm.certificate_{code}").id for code in codes.split()
        ]
