from functools import cache

from odoo import Command, api, fields, models

from ..tools.country_time import country_zone, utc_offset_hours

#: facts of a lead that rules and the search for known buyers look at
FACT_FIELDS = (
    "partner_id",
    "country_id",
    "state_id",
    "lang_id",
    "channel_id",
    "company_id",
    "team_id",
    "email_from",
    "phone",
    "partner_name",
    "contact_name",
    "website",
    "product_category_ids",
    "budget_amount",
    "budget_currency_id",
)


class CrmLeadAssignmentFacts(models.Model):
    """What rules look at, for values of leads not yet created and for leads that are there."""

    _inherit = "crm.lead"

    def _get_assignment_values(self):
        """The facts of leads that exist, as the values somebody would create them with."""
        self.fetch(FACT_FIELDS)
        return [
            {
                name: lead[name].ids
                if lead._fields[name].type == "many2many"
                else lead._fields[name].convert_to_write(lead[name], lead)
                for name in FACT_FIELDS
            }
            for lead in self
        ]

    @api.model
    def _prepare_assignment_facts(self, vals_list, lead_ids=None):
        """Facts for values of leads; a constant number of queries.

        Product lines, time zone and budget are looked up only when some rule asks for them.

        :param lead_ids: of leads that exist already
        """
        defaults = {
            key.removeprefix("default_"): value
            for key, value in self.env.context.items()
            if key.startswith("default_") and key.removeprefix("default_") in FACT_FIELDS
        }
        vals_list = [{**defaults, **vals} for vals in vals_list]
        partner_ids = [vals["partner_id"] for vals in vals_list if vals.get("partner_id")]
        # sudo: facts only, whatever the creator may read
        partners = {p.id: p for p in self.env["res.partner"].sudo().browse(partner_ids)}
        if self._is_category_asked():
            self._prefetch_categories(vals_list)
        lead_ids = lead_ids or [False] * len(vals_list)
        get_rate = cache(self._get_budget_rate)
        return [
            self._prepare_facts(vals, partners.get(vals.get("partner_id")), lead_id, get_rate)
            for vals, lead_id in zip(vals_list, lead_ids, strict=True)
        ]

    @api.model
    def _prepare_facts(self, vals, partner, lead_id, get_rate):
        partner = partner or self.env["res.partner"]
        country_id = vals.get("country_id") or partner.country_id.id
        return {
            "lead_id": lead_id,
            "values": vals,
            "customer": self._get_customer_match(partner) if partner else [],
            "country_id": country_id,
            "lang_id": vals.get("lang_id") or self._get_lang_of(partner),
            "category_ids": self._get_categories_of(vals) if self._is_category_asked() else set(),
            "channel_id": vals.get("channel_id"),
            "company_id": vals.get("company_id") or self.env.company.id,
            "team_id": vals.get("team_id") or False,
            "utc_offset": cache(lambda: self._get_utc_offset(vals, country_id)),
            "budget": lambda currency_id: self._get_budget(vals, currency_id, get_rate),
        }

    @api.model
    def _get_customer_match(self, partner):
        """The customer a lead names, as the search for known buyers would find it."""
        owner = partner.commercial_partner_id.user_id or partner.user_id
        keys = {"partner"}
        return [
            {"model": "res.partner", "id": partner.id, "keys": keys, "user_id": owner.id or False}
        ]

    @api.model
    def _get_lang_of(self, partner):
        return partner.lang and self.env["res.lang"]._get_data(code=partner.lang).id

    @api.model
    def _get_utc_offset(self, vals, country_id):
        """Hours the buyer's clock is ahead of UTC now; None when nobody knows where he is."""
        if not country_id:
            return None
        # sudo: facts only
        country = self.env["res.country"].sudo().browse(country_id)
        region = self.env["res.country.state"].sudo().browse(vals.get("state_id") or ())
        zone = country_zone(country.code, region.code or "", vals.get("phone") or "")
        return utc_offset_hours(zone, fields.Datetime.now()) if zone else None

    @api.model
    def _get_budget(self, vals, currency_id, get_rate):
        """The budget in a currency, at today's rate of the lead's company; 0 for none."""
        amount = vals.get("budget_amount") or 0.0
        if not amount:
            return 0.0
        company_id = vals.get("company_id") or self.env.company.id
        return amount * get_rate(vals.get("budget_currency_id"), currency_id, company_id)

    @api.model
    def _get_budget_rate(self, from_id, to_id, company_id):
        """0 where Odoo has no rate and would count 1: nobody knows that budget."""
        # sudo: facts only
        company = self.env["res.company"].sudo().browse(company_id)
        currencies = self.env["res.currency"].sudo()
        from_currency = currencies.browse(from_id or company.currency_id.id)
        to_currency = currencies.browse(to_id or company.currency_id.id)
        if from_currency == to_currency:
            return 1.0
        if not (from_currency._is_convertible(company) and to_currency._is_convertible(company)):
            return 0.0
        today = fields.Date.today()
        return currencies._get_conversion_rate(from_currency, to_currency, company, today)

    @api.model
    def _is_category_asked(self):
        rules = self.env["foreign.trade.assignment.rule"]._get_active_rules()
        return any(rule["category_ids"] for rule in rules)

    @api.model
    def _prefetch_categories(self, vals_list):
        ids = {id_ for vals in vals_list for id_ in self._get_linked_categories(vals)}
        # sudo: facts only
        self.env["product.category"].sudo().browse(ids).fetch(["parent_path"])

    @api.model
    def _get_categories_of(self, vals):
        """IDs of the product lines in these values, with all categories above them."""
        # sudo: facts only
        categories = self.env["product.category"].sudo().browse(self._get_linked_categories(vals))
        paths = (category.parent_path or "" for category in categories)
        return {int(part) for path in paths for part in path.split("/") if part}

    @api.model
    def _get_linked_categories(self, vals):
        """IDs in x2many commands or in a plain list."""
        ids = set()
        for command in vals.get("product_category_ids") or ():
            if isinstance(command, int):
                ids.add(command)
            elif command[0] == Command.SET:
                ids = set(command[2])
            elif command[0] == Command.LINK:
                ids.add(command[1])
        return ids
