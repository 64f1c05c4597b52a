from odoo import api, fields, models, tools


class ResCompanyForecast(models.Model):
    """Where win rates come from, and at which rates a forecast is converted."""

    _inherit = "res.company"

    foreign_trade_win_rate = fields.Selection(
        [
            ("score", "Odoo's predictive score"),
            ("stage", "Win rate of the stage"),
        ],
        "Win Rate of Deals",
        default="score",
        required=True,
        help="What gives a deal its probability as long as nobody enters another.",
        prefetch="trade_settings",
    )
    foreign_trade_forecast_rate = fields.Selection(
        [
            ("deal", "The rate kept on each deal"),
            ("current", "Today's rate"),
            ("planned", "Planning rates, else today's"),
        ],
        "Forecast Converted At",
        default="deal",
        required=True,
        prefetch="trade_settings",
    )

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        if any(vals.get("foreign_trade_win_rate") == "stage" for vals in vals_list):
            self.env.registry.clear_cache()
        return companies

    def write(self, vals):
        changed = self.browse()
        if "foreign_trade_win_rate" in vals:
            rate = vals["foreign_trade_win_rate"]
            changed = self.filtered(lambda company: company.foreign_trade_win_rate != rate)
        result = super().write(vals)
        if changed:
            self.env.registry.clear_cache()
            # sudo: the setting holds for all deals of the company
            self.env["crm.lead"].sudo()._apply_win_rates(companies=changed)
        return result

    @api.model
    @tools.ormcache()
    def _get_stage_rated_ids(self):
        """Ids of the companies whose deals go by their stage's win rate; no query once cached."""
        # sudo: a user's deals may belong to a company that is not at hand
        rated = self.sudo().search([("foreign_trade_win_rate", "=", "stage")])
        return frozenset(rated.ids)
