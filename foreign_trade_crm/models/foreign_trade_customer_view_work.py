from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

DEALS = 6
ACTIVITIES = 5


def _union(selects):
    return SQL(" UNION ALL ").join(selects)


class ForeignTradeCustomerView(models.AbstractModel):
    """What is going on with the customer: open deals, and what is planned next."""

    _inherit = "foreign.trade.customer.view"

    @api.model
    def _prepare_sections(self, customer):
        return {
            **super()._prepare_sections(customer),
            "deals": self._prepare_deals(customer),
            "activities": self._prepare_activities(customer),
            "rights": self._prepare_rights(),
        }

    @api.model
    def _prepare_rights(self):
        """Which buttons the page has, and whether orders of colleagues are counted."""
        return {
            "all_orders": self.env.user.has_group("sales_team.group_sale_salesman_all_leads"),
            "contact": self.env["foreign.trade.contact.log"].has_access("create"),
            "deal": self.env["crm.lead"].has_access("create"),
            "quotation": self.env["sale.order"].has_access("create"),
        }

    @api.model
    def _prepare_deals(self, customer):
        """Open opportunities, those to be closed first on top.

        ``revenue``: what all of them are worth, in the currency of the reader's company.
        """
        leads = self.env["crm.lead"]
        if not leads.has_access("read"):
            return False
        domain = (
            Domain("partner_id", "in", self._get_timeline()._get_family(customer))
            & Domain("type", "=", "opportunity")
            & Domain("won_status", "=", "pending")
        )
        query = leads._search(domain, order="date_deadline asc nulls last, id desc", limit=DEALS)
        columns = self._get_deal_columns(leads, query)
        rows = self.env.execute_query_dict(query.select(*columns))
        house = self.env.company.currency_id.id
        total = rows[0] if rows else {}
        return {
            "rows": [self._prepare_deal(row, house) for row in rows],
            "count": total.get("count", 0),
            "revenue": float(total.get("revenue") or 0),
        }

    @api.model
    def _get_deal_columns(self, leads, query):
        """Columns of a deal, and beside each what all of them count and are worth."""
        stage = query.left_join("crm_lead", "stage_id", "crm_stage", "id", "viewed_stage")
        names = ("name", "deal_amount", "deal_currency_id", "probability", "date_deadline")
        for name in ("id", *names, "user_id"):
            column = leads._field_to_sql("crm_lead", name, query)
            yield SQL("%s AS %s", column, SQL.identifier(name))
        yield SQL("%s AS stage", self.env["crm.stage"].sudo()._field_to_sql(stage, "name"))
        yield SQL("COUNT(*) OVER () AS count")
        factor = self._factor_to_sql(SQL("crm_lead.company_id"))
        yield SQL("SUM(crm_lead.expected_revenue * %s) OVER () AS revenue", factor)

    @api.model
    def _prepare_deal(self, row, house):
        return {
            "id": row["id"],
            "name": row["name"],
            "stage": row["stage"] or False,
            "amount": float(row["deal_amount"] or 0),
            "currency_id": row["deal_currency_id"] or house,
            "probability": row["probability"] or 0,
            "date": fields.Date.to_string(row["date_deadline"]),
            "user_id": row["user_id"] or False,
        }

    @api.model
    def _prepare_activities(self, customer):
        """What is planned with the customer, its deals and orders; what is most urgent first.

        Shown are those that Odoo shows: one's own, and all on documents where one may post.
        """
        activities = self.env["mail.activity"]
        if not activities.has_access("read"):
            return []
        rules = self.env["ir.rule"]._compute_domain("mail.activity", "read")
        # sudo: the rules are given, and the condition below says on which documents
        query = activities.sudo()._search(Domain(rules) & Domain("active", "=", True))
        query.add_where(self._get_activity_condition(customer))
        query.order = SQL("mail_activity.date_deadline, mail_activity.id")
        query.limit = ACTIVITIES
        kind = query.left_join(
            "mail_activity", "activity_type_id", "mail_activity_type", "id", "viewed_type"
        )
        kinds = self.env["mail.activity.type"].sudo()  # sudo: as above
        names = ("id", "summary", "date_deadline", "user_id", "res_model", "res_id")
        rows = self.env.execute_query_dict(
            query.select(
                *(SQL.identifier("mail_activity", name) for name in names),
                SQL("%s AS kind", kinds._field_to_sql(kind, "name", query)),
            )
        )
        return [self._prepare_activity(row) for row in rows]

    @api.model
    def _get_activity_condition(self, customer):
        timeline = self._get_timeline()
        document = SQL("(mail_activity.res_model, mail_activity.res_id)")
        conditions = [SQL("FALSE")]
        if threads := timeline._prepare_threads(customer):
            own = SQL("mail_activity.user_id = %s", self.env.uid)
            conditions.append(SQL("%s AND %s IN (%s)", own, document, _union(threads)))
        if threads := timeline._prepare_threads(customer, for_activities=True):
            conditions.append(SQL("%s IN (%s)", document, _union(threads)))
        return SQL("(%s)", SQL(" OR ").join(conditions))

    @api.model
    def _prepare_activity(self, row):
        return {
            "id": row["id"],
            "title": row["summary"] or row["kind"],
            "date": fields.Date.to_string(row["date_deadline"]),
            "user_id": row["user_id"] or False,
            "res_model": row["res_model"],
            "res_id": row["res_id"],
        }
