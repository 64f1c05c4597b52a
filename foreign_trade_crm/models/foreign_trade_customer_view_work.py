from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

DEALS = 6
ACTIVITIES = 5
CANDIDATES = 20


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
        """Which buttons the page has."""
        return {
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
        groups = leads._read_group(domain, ["company_id"], ["__count", "expected_revenue:sum"])
        if not groups:
            return {"rows": [], "count": 0, "revenue": 0}
        house = self.env.company
        names = ("name", "stage_id", "deal_amount", "probability", "date_deadline", "user_id")
        deals = leads.search_fetch(
            domain,
            [*names, "deal_currency_id"],
            order="date_deadline asc nulls last, id desc",
            limit=DEALS,
        )
        return {
            "rows": [
                {
                    "id": deal.id,
                    "currency_id": deal.deal_currency_id.id or house.currency_id.id,
                    **{name: self._prepare_value(deal, name) for name in names},
                }
                for deal in deals
            ],
            "count": sum(count for _company, count, _revenue in groups),
            "revenue": sum(
                (company or house).currency_id._convert(revenue or 0, house.currency_id, house)
                for company, _count, revenue in groups
            ),
        }

    @api.model
    def _prepare_activities(self, customer):
        """What is planned with the customer, its deals and orders; what is most urgent first.

        Shown to whoever may read them by Odoo's own rules.
        """
        activities = self.env["mail.activity"]
        threads = self._get_timeline()._prepare_threads(customer)
        if not threads or not activities.has_access("read"):
            return []
        rules = self.env["ir.rule"]._compute_domain("mail.activity", "read")
        # sudo: what is found is asked for access below
        query = activities.sudo()._search(Domain(rules) & Domain("active", "=", True))
        query.add_where(
            SQL(
                "(mail_activity.res_model, mail_activity.res_id) IN (%s)",
                SQL(" UNION ALL ").join(threads),
            )
        )
        query.order = SQL("mail_activity.date_deadline, mail_activity.id")
        query.limit = CANDIDATES
        names = ("summary", "activity_type_id", "date_deadline", "user_id", "res_model", "res_id")
        found = activities.sudo()._fetch_query(query, [activities._fields[name] for name in names])
        allowed = found.sudo(False)._filtered_access("read")[:ACTIVITIES]
        return [self._prepare_activity(activity) for activity in allowed.sudo()]  # sudo: read

    @api.model
    def _prepare_activity(self, activity):
        return {
            "id": activity.id,
            "title": activity.summary or activity.activity_type_id.name,
            "type": activity.activity_type_id.name,
            "date": fields.Date.to_string(activity.date_deadline),
            "user": activity.user_id.name,
            "res_model": activity.res_model,
            "res_id": activity.res_id,
        }
