from odoo import api, fields, models
from odoo.tools import SQL, float_is_zero
from odoo.tools.sql import column_exists

AMOUNT_FIELDS = frozenset(("deal_amount", "deal_currency_id", "expected_revenue"))
RATE_FIELDS = frozenset(("deal_rate", "deal_rate_date"))
#: fields whose change may bring a deal to another company, and so to other money
HOUSE_FIELDS = frozenset(("company_id", "team_id", "user_id", "partner_id"))


#: what a client may propose in its context, as a value or not at all
DEFAULTS = {f"default_{name}": name for name in AMOUNT_FIELDS | RATE_FIELDS}


def _without_rate(vals):
    """The rate follows from currency, company and day: nobody writes it."""
    return {name: value for name, value in vals.items() if name not in RATE_FIELDS}


class CrmLeadDealAmount(models.Model):
    """What a deal is worth in the buyer's currency.

    Odoo compares and sums ``expected_revenue`` as company currency. It stays that: the deal
    amount converted, with the rate and its date kept, so that no column of the board adds
    dollars to euros. Whoever writes only the expected revenue (an import, another module) gives
    the deal amount by the rate that is kept. Where Odoo knows no rate of a currency the deal
    counts nothing in company currency, and says so, until there is one.
    """

    _inherit = "crm.lead"

    deal_amount = fields.Monetary(
        currency_field="deal_currency_id",
        tracking=True,
        help="What the deal is worth, in the currency the buyer is quoted in.",
        prefetch="trade_details",
    )
    deal_currency_id = fields.Many2one("res.currency", tracking=True, prefetch="trade_details")
    deal_rate = fields.Float(
        string="Rate of the Deal",
        digits=0,
        readonly=True,
        help="Company currency for one unit of the deal's currency.",
        prefetch="trade_details",
    )
    deal_rate_date = fields.Date(string="Rate of", readonly=True, prefetch="trade_details")
    deal_is_foreign = fields.Boolean(compute="_compute_deal_is_foreign")

    def _auto_init(self):
        """Deals from before have their expected revenue as amount, in their company's currency."""
        new = not column_exists(self.env.cr, self._table, "deal_amount")
        result = super()._auto_init()
        if new:
            self.env.cr.execute(
                SQL(
                    """
                    UPDATE crm_lead AS lead
                       SET deal_amount = lead.expected_revenue,
                           deal_currency_id = company.currency_id,
                           deal_rate = 1,
                           deal_rate_date = lead.create_date::date
                      FROM crm_lead AS known
                      LEFT JOIN crm_team AS team ON team.id = known.team_id
                      LEFT JOIN res_users AS owner ON owner.id = known.user_id
                      JOIN res_company AS company ON company.id = COALESCE(
                            known.company_id, team.company_id, owner.company_id,
                            (SELECT min(id) FROM res_company))
                     WHERE known.id = lead.id AND lead.expected_revenue != 0
                    """
                )
            )
        return result

    @api.depends("deal_currency_id", "company_currency")
    def _compute_deal_is_foreign(self):
        for lead in self:
            currency = lead.deal_currency_id
            lead.deal_is_foreign = bool(currency and currency != lead.company_currency)

    @api.model_create_multi
    def create(self, vals_list):
        if not DEFAULTS.keys().isdisjoint(self.env.context):
            return self._create_with_defaults(vals_list)
        vals_list = [_without_rate(vals) for vals in vals_list]
        if not any(AMOUNT_FIELDS & vals.keys() for vals in vals_list):
            return super().create(vals_list)
        rates = {}
        companies = [self._get_deal_company(vals) for vals in vals_list]
        vals_list = [
            self._complete_deal_values(vals, company, rates)
            if AMOUNT_FIELDS & vals.keys()
            else vals
            for vals, company in zip(vals_list, companies, strict=True)
        ]
        leads = super().create(vals_list)
        for lead, company in zip(leads, companies, strict=True):
            if lead.deal_amount and lead.company_currency != company.currency_id:
                lead._convert_deal_amount()
        return leads

    @api.model
    def _create_with_defaults(self, vals_list):
        """What the context proposes is converted as what is given."""
        context = self.env.context
        proposed = {name: context[key] for key, name in DEFAULTS.items() if key in context}
        rest = {key: value for key, value in context.items() if key not in DEFAULTS}
        model = self.with_env(self.env(context=rest))
        leads = model.create([{**proposed, **vals} for vals in vals_list])
        return leads.with_env(self.env)

    def write(self, vals):
        vals = _without_rate(vals)
        homes = {}
        if HOUSE_FIELDS & vals.keys():
            homes = {lead: lead.company_currency for lead in self if lead.deal_amount}
        if AMOUNT_FIELDS & vals.keys():
            result = self._write_deal_amount(vals)
        else:
            result = super().write(vals)
        moved = [lead.id for lead, home in homes.items() if lead.company_currency != home]
        # sudo: the move may have taken them out of the user's reach
        self.browse(moved).sudo()._convert_deal_amount()
        return result

    def _write_deal_amount(self, vals):
        """One write for the deals of each currency, rate and company."""
        rates = {}
        groups = self.grouped(
            lambda lead: (lead.deal_currency_id, lead.deal_rate, lead._get_deal_house(vals))
        )
        for (currency, rate, company), leads in groups.items():
            if "deal_amount" not in vals and "expected_revenue" not in vals:
                leads._write_deal_currency(vals, company, rates)
                continue
            # the rate that is kept is one of the former currency and company
            same = vals.get("deal_currency_id", currency.id) == currency.id
            known = {"deal_currency_id": currency.id}
            known["deal_rate"] = rate if same and "company_id" not in vals else 0.0
            completed = leads._complete_deal_values(vals, company, rates, known)
            super(CrmLeadDealAmount, leads).write(completed)
        return True

    def _write_deal_currency(self, vals, company, rates):
        """Another currency alone: each deal keeps its figure, which now means other money."""
        for amount, leads in self.grouped("deal_amount").items():
            completed = leads._complete_deal_values({**vals, "deal_amount": amount}, company, rates)
            super(CrmLeadDealAmount, leads).write(completed)
        return True

    def _convert_deal_amount(self):
        """Convert anew at today's rate."""
        for lead in self:
            lead.write({"deal_amount": lead.deal_amount})

    def action_refresh_deal_rate(self):
        """Today's rate for open deals in foreign currency."""
        self.check_access("write")
        self.filtered(lambda lead: lead.deal_is_foreign and lead.won_status == "pending")[
            :1000
        ]._convert_deal_amount()

    @api.onchange("deal_amount", "deal_currency_id")
    def _onchange_deal_amount(self):
        vals = {"deal_amount": self.deal_amount, "deal_currency_id": self.deal_currency_id.id}
        self.update(self._complete_deal_values(vals, self._get_deal_house(), {}))

    @api.onchange("expected_revenue")
    def _onchange_expected_revenue(self):
        """A revenue entered by itself gives the amount; one that follows from it stays."""
        company, rate = self._get_deal_house(), self.deal_rate
        follows = company.currency_id.round(self.deal_amount * rate)
        if company.currency_id.compare_amounts(self.expected_revenue, follows):
            known = {"deal_currency_id": self.deal_currency_id.id, "deal_rate": rate}
            vals = {"expected_revenue": self.expected_revenue}
            self.update(self._complete_deal_values(vals, company, {}, known))

    def _get_deal_house(self, vals=()):
        """The company in whose currency this deal is summed, once ``vals`` are written."""
        if "company_id" in vals:
            return self.env["res.company"].browse(vals["company_id"] or self.env.company.id)
        return self.company_id or self.env.company

    @api.model
    def _get_deal_company(self, vals):
        company = self.env["res.company"].browse(vals.get("company_id") or ())
        # sudo: which company a team belongs to is no secret
        team = self.env["crm.team"].sudo().browse(vals.get("team_id") or ())
        return company or team.company_id or self.env.company

    @api.model
    def _complete_deal_values(self, vals, company, rates, known=None):
        """The same values with amount, currency, rate and expected revenue that fit together.

        :param dict rates: kept for a batch: ``{(currency id, company id): rate}``
        :param dict known: currency and rate that the records have already
        """
        known = known or {}
        currency_id = vals.get("deal_currency_id", known.get("deal_currency_id"))
        currency = self.env["res.currency"].browse(currency_id or company.currency_id.id)
        # a form sends both: an amount that was left empty takes nothing away from the revenue
        if vals.get("deal_amount") or not vals.get("expected_revenue"):
            rate = self._get_deal_rate(currency, company, rates)
            amount = vals.get("deal_amount") or 0.0
            revenue = company.currency_id.round(amount * rate)
        else:
            rate = known.get("deal_rate") or self._get_deal_rate(currency, company, rates)
            revenue = vals["expected_revenue"]
            if float_is_zero(rate, 12):  # what cannot be converted is in company currency
                currency, rate = company.currency_id, 1.0
            amount = currency.round(revenue / rate)
        return {
            **vals,
            "deal_amount": amount,
            "deal_currency_id": currency.id,
            "deal_rate": rate,
            "deal_rate_date": fields.Date.context_today(self),
            "expected_revenue": revenue,
        }

    @api.model
    def _get_deal_rate(self, currency, company, rates):
        """Company currency for one unit; 0 where Odoo has no rate and would count 1."""
        if currency == company.currency_id:
            return 1.0
        if not currency._is_convertible(company):
            return 0.0
        key = currency.id, company.id
        if key not in rates:
            today = fields.Date.context_today(self)
            rates[key] = currency._get_conversion_rate(
                currency, company.currency_id, company, today
            )
        return rates[key]

    def _merge_get_fields_specific(self):
        """Amount, currency and revenue belong together: those of the deal whose revenue wins."""
        names = ("deal_amount", "deal_currency_id", "deal_rate", "deal_rate_date")
        return {
            **super()._merge_get_fields_specific(),
            **{name: lambda fname, leads: leads._merge_deal()[fname] for name in names},
        }

    def _merge_deal(self):
        """Amount, currency, rate and its date as values to write."""
        lead = (self.filtered("deal_amount") or self.filtered("expected_revenue") or self)[:1]
        return {
            "deal_amount": lead.deal_amount,
            "deal_currency_id": lead.deal_currency_id.id,
            "deal_rate": lead.deal_rate,
            "deal_rate_date": lead.deal_rate_date,
        }
