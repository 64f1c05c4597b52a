from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

YEARS = 6
PRODUCTS = 8


class ForeignTradeCustomerView(models.AbstractModel):
    """What the customer bought. Never what it cost us.

    Converted amounts are in the currency of the reader's company: each order at the rate of its
    own date; amounts of other companies at today's rate.
    """

    _inherit = "foreign.trade.customer.view"

    @api.model
    def _prepare_sections(self, customer):
        return {
            **super()._prepare_sections(customer),
            "turnover": self._prepare_turnover(customer),
            "products": self._prepare_products(customer),
        }

    @api.model
    def _get_ordered_domain(self, customer, name="partner_id"):
        family = self._get_timeline()._get_family(customer)
        return Domain(name, "in", family) & Domain("state", "=", "sale")

    @api.model
    def _factor_to_sql(self, company):
        """From a company's currency to that of the reader's company, at today's rate.

        :param SQL company: the column with the company
        """
        target = self.env.company.currency_id
        cases = [SQL("1")]
        for other in self.env.companies:
            if other.currency_id != target:
                rate = target._get_conversion_rate(other.currency_id, target, self.env.company)
                cases.insert(0, SQL("WHEN %s = %s THEN %s", company, other.id, rate))
        if len(cases) == 1:
            return cases[0]
        return SQL("(CASE %s ELSE 1 END)", SQL(" ").join(cases[:-1]))

    @api.model
    def _prepare_turnover(self, customer):
        """Confirmed orders without tax by year (of the reader's zone) in each currency."""
        orders = self.env["sale.order"]
        if not orders.has_access("read"):
            return False
        query = orders._search(self._get_ordered_domain(customer))
        year = SQL(
            "EXTRACT(year FROM sale_order.date_order AT TIME ZONE 'UTC' AT TIME ZONE %s)::int",
            self.env.tz.zone,
        )
        converted = SQL(
            "SUM(sale_order.amount_untaxed / %s * %s)",
            SQL("COALESCE(NULLIF(sale_order.currency_rate, 0), 1)"),
            self._factor_to_sql(SQL("sale_order.company_id")),
        )
        query.groupby = SQL("1, 2")
        query.order = SQL("1, 2")
        columns = (
            SQL("%s AS year", year),
            SQL("sale_order.currency_id"),
            SQL("COUNT(*)"),
            SQL("SUM(sale_order.amount_untaxed)"),
            converted,
        )
        return self._prepare_years(self.env.execute_query(query.select(*columns)))

    @api.model
    def _prepare_years(self, rows):
        years = defaultdict(lambda: {"count": 0, "converted": 0.0, "amounts": []})
        for year, currency_id, count, amount, converted in rows:
            values = years[year]
            values["count"] += count
            values["converted"] += float(converted)
            values["amounts"].append(
                {
                    "currency_id": currency_id,
                    "amount": float(amount),
                    "converted": float(converted),
                }
            )
        shown = sorted(years)[-YEARS:]
        return {
            "years": [{"year": year, **years[year]} for year in shown],
            "total": sum(values["converted"] for values in years.values()),
            "count": sum(values["count"] for values in years.values()),
            "this_year": years[fields.Date.context_today(self).year]["converted"],
        }

    @api.model
    def _prepare_products(self, customer):
        """What was bought most, by converted amount without tax."""
        lines = self.env["sale.order.line"]
        if not lines.has_access("read"):
            return False
        domain = self._get_ordered_domain(customer, "order_partner_id")
        query = lines._search(
            domain & Domain("display_type", "=", False) & Domain("product_id", "!=", False)
        )
        ordered = query.join("sale_order_line", "order_id", "sale_order", "id", "viewed_order")
        unit = query.left_join("sale_order_line", "product_uom_id", "uom_uom", "id", "viewed_uom")
        converted = SQL(
            "SUM(sale_order_line.price_subtotal / COALESCE(NULLIF(%s, 0), 1) * %s)",
            SQL.identifier(ordered, "currency_rate"),
            self._factor_to_sql(SQL("sale_order_line.company_id")),
        )
        query.groupby = SQL("sale_order_line.product_id")
        query.order = SQL("%s DESC, sale_order_line.product_id", converted)
        query.limit = PRODUCTS
        quantity = SQL(
            "SUM(sale_order_line.product_uom_qty * COALESCE(%s, 1))",
            SQL.identifier(unit, "factor"),
        )
        bought = query.select(
            SQL("sale_order_line.product_id"),
            SQL("COUNT(DISTINCT sale_order_line.order_id) AS orders"),
            SQL("%s AS quantity", quantity),
            SQL("%s AS converted", converted),
            SQL("MAX(%s) AS last", SQL.identifier(ordered, "date_order")),
        )
        return [self._prepare_product(row) for row in self._fetch_products(bought)]

    @api.model
    def _fetch_products(self, bought):
        """What was bought, with names: those of order lines that the reader may read."""
        # sudo: as above
        products, templates, units = (
            self.env[name].sudo() for name in ("product.product", "product.template", "uom.uom")
        )
        return self.env.execute_query_dict(
            SQL(
                """
                SELECT bought.*, %(code)s AS code, %(name)s AS name, %(uom)s AS uom,
                       uom_uom.factor
                  FROM (%(bought)s) AS bought
                  JOIN product_product ON product_product.id = bought.product_id
                  JOIN product_template
                    ON product_template.id = product_product.product_tmpl_id
                  LEFT JOIN uom_uom ON uom_uom.id = product_template.uom_id
                 ORDER BY bought.converted DESC, bought.product_id
                """,
                bought=bought,
                code=products._field_to_sql("product_product", "default_code"),
                name=templates._field_to_sql("product_template", "name"),
                uom=units._field_to_sql("uom_uom", "name"),
            )
        )

    @api.model
    def _prepare_product(self, row):
        """Quantities are in the product's own unit, whatever was ordered in."""
        return {
            "id": row["product_id"],
            "name": row["name"],
            "code": row["code"] or False,
            "orders": row["orders"],
            "quantity": float(row["quantity"]) / (float(row["factor"] or 0) or 1),
            "uom": row["uom"] or False,
            "converted": float(row["converted"]),
            "last": fields.Datetime.to_string(row["last"]),
        }
