from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

CONTACTS = 8
OWNERS = 6
PROFILE_FIELDS = (
    "name",
    "active",
    "city",
    "website",
    "email",
    "phone",
    "country_id",
    "state_id",
    "user_id",
    "clerk_id",
    "contact_last_at",
    "contact_last_user_id",
    "contact_last_in_at",
    "contact_last_out_at",
    "business_type",
    "company_size",
    "purchase_frequency",
    "quality_level",
    "local_time",
)
METRIC_FIELDS = (
    "lifecycle",
    "tier",
    "segment",
    "r_score",
    "f_score",
    "m_score",
    "order_count",
    "first_order_date",
    "last_order_date",
    "cycle_days",
    "next_order_date",
    "overdue_days",
    "churn_risk",
    "lifetime_value",
)


class ForeignTradeCustomerView(models.AbstractModel):
    """Who the customer is, who owns it and how much it matters."""

    _inherit = "foreign.trade.customer.view"

    @api.model
    def _prepare_sections(self, customer):
        return {
            **super()._prepare_sections(customer),
            "customer": self._prepare_customer(customer),
            "contacts": self._prepare_contacts(customer),
            "owners": self._prepare_owners(customer),
            "metrics": self._prepare_metrics(customer),
        }

    @api.model
    def _prepare_customer(self, customer):
        known = customer._fields
        names = [name for name in PROFILE_FIELDS if customer._has_field_access(known[name], "read")]
        customer.fetch(names)
        values = {"id": customer.id, **dict.fromkeys(PROFILE_FIELDS, False)}
        for name in names:
            values[name] = self._prepare_value(customer, name)
        values.update(self._fetch_lines_of_business(customer))
        country = customer.country_id
        values["flag"] = country.image_url or False
        values["country_code"] = country.code or False
        values["is_mine"] = customer.user_id == self.env.user
        values["currency_id"] = self.env.company.currency_id.id
        return values

    @api.model
    def _fetch_lines_of_business(self, customer):
        """Industry and product lines by name, in one query."""
        # sudo: the names of what the customer's form names
        partners, industries, lines = (
            self.env[name].sudo()
            for name in ("res.partner", "res.partner.industry", "product.category")
        )
        query = partners._search([("id", "=", customer.id)], active_test=False)
        industry = query.left_join(
            "res_partner", "industry_id", "res_partner_industry", "id", "viewed_industry"
        )
        field = partners._fields["product_category_ids"]
        named = SQL(
            """ARRAY(SELECT line.name FROM %(relation)s AS link
                       JOIN (%(lines)s) AS line ON line.id = link.%(line)s
                      WHERE link.%(partner)s = res_partner.id ORDER BY line.name)""",
            relation=SQL.identifier(field.relation),
            lines=lines._search([]).select(
                SQL.identifier("product_category", "id"),
                SQL("%s AS name", lines._field_to_sql("product_category", "name")),
            ),
            line=SQL.identifier(field.column2),
            partner=SQL.identifier(field.column1),
        )
        name = industries._field_to_sql(industry, "name", query)
        [(industry_name, line_names)] = self.env.execute_query(query.select(name, named))
        return {"industry": industry_name or False, "product_lines": line_names}

    @api.model
    def _prepare_value(self, record, name):
        """What is shown of a field: names, labels, days and moments as text of the protocol.

        A user is told by ID: see :meth:`_fetch_users`.
        """
        field, value = record._fields[name], record[name]
        if field.type == "selection":
            return {"value": value, "label": self._get_label(record, name)} if value else False
        if field.comodel_name == "res.users":
            return value.id
        if field.type == "many2one":
            # sudo: the name of what the record names is shown wherever the record is
            return {"id": value.id, "name": value.sudo().name} if value else False
        if field.type == "datetime":
            return fields.Datetime.to_string(value)
        if field.type == "date":
            return fields.Date.to_string(value)
        return value

    @api.model
    def _get_label(self, record, name):
        labels = dict(record._fields[name]._description_selection(self.env))
        return labels.get(record[name], record[name])

    @api.model
    def _prepare_contacts(self, customer):
        """The people, those we spoke with last first."""
        people = self.env["res.partner"].search_fetch(
            Domain("commercial_partner_id", "=", customer.id)
            & Domain("id", "!=", customer.id)
            & Domain("type", "=", "contact"),
            ["name", "function", "decision_role", "email", "phone", "contact_last_at"],
            order="contact_last_at desc nulls last, id",
            limit=CONTACTS + 1,
        )
        names = ("name", "function", "decision_role", "email", "phone", "contact_last_at")
        return {
            "rows": [
                {"id": one.id, **{name: self._prepare_value(one, name) for name in names}}
                for one in people[:CONTACTS]
            ],
            "more": len(people) > CONTACTS,
        }

    @api.model
    def _prepare_owners(self, customer):
        ownership = self.env["foreign.trade.ownership"]
        if not ownership.has_access("read"):
            return []
        history = ownership.search_fetch(
            [("res_model", "=", "res.partner"), ("res_id", "=", customer.id)],
            ["user_id", "date_from", "date_to", "reason"],
            limit=OWNERS,
        )
        return [
            {
                "id": row.id,
                "user_id": row.user_id.id,
                "from": fields.Datetime.to_string(row.date_from),
                "to": fields.Datetime.to_string(row.date_to),
                "reason": row.reason or False,
            }
            for row in history
        ]

    @api.model
    def _prepare_metrics(self, customer):
        """Scores as they were computed last; False for a customer that was never scored."""
        metrics = self.env["foreign.trade.customer.metrics"]
        if not metrics.has_access("read"):
            return False
        row = metrics.search_fetch(
            [("partner_id", "=", customer.id), ("company_id", "=", self.env.company.id)],
            METRIC_FIELDS,
            limit=1,
        )
        if not row:
            return False
        return {name: self._prepare_value(row, name) for name in METRIC_FIELDS}
