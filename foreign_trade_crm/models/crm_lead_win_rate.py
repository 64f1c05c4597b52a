from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

BATCH = 5000


class CrmLeadWinRate(models.Model):
    """A deal's probability by the win rate of its stage, where its company wants it so.

    It takes the place of Odoo's score and of nothing else: whoever enters a probability keeps
    it, a won deal has 100, and everything that builds on the probability builds on it.
    """

    _inherit = "crm.lead"

    is_stage_rated = fields.Boolean(compute="_compute_is_stage_rated")

    @api.depends("type", "company_id", "team_id", "user_id")
    def _compute_is_stage_rated(self):
        rated = self._filter_stage_rated()
        for lead in self:
            lead.is_stage_rated = lead in rated

    def _filter_stage_rated(self):
        """Of these, the deals that go by their stage."""
        company_ids = self.env["res.company"]._get_stage_rated_ids()
        if not company_ids:
            return self.browse()
        # sudo: which company a team belongs to is no secret
        deals = self.filtered(lambda lead: lead.type == "opportunity" and lead.stage_id)
        found = [one.id for one in deals.sudo() if one._get_rate_company().id in company_ids]
        return self.browse(found)

    def _get_rate_company(self):
        return self.company_id or self.team_id.company_id or self.user_id.company_id

    def _get_stage_rate(self):
        """Percent, by where the deal stands."""
        # sudo: everybody's deals go by the rates of stages
        stage = self.stage_id.sudo()
        return 100.0 if stage.is_won else stage.win_rate

    def _pls_get_naive_bayes_probabilities(self, batch_mode=False, is_tooltip=False):
        rated = self._filter_stage_rated()
        if not rated:
            return super()._pls_get_naive_bayes_probabilities(
                batch_mode=batch_mode, is_tooltip=is_tooltip
            )
        if is_tooltip:
            return {}, {"probability": self._get_stage_rate(), "scores": []}
        probabilities, others = {}, self - rated
        if others:
            # without a single value to go by, Odoo answers with less than it promises
            found = super(CrmLeadWinRate, others)._pls_get_naive_bayes_probabilities(
                batch_mode=batch_mode
            )
            probabilities.update(found[0] if found else {})
        for lead in rated:
            if not batch_mode or (lead.active and lead.won_status == "pending"):
                probabilities[lead.id] = lead._get_stage_rate()
        return probabilities, {}

    def _pls_get_won_lost_total_count(self, team_results):
        """Where no stage has been counted yet, Odoo looks for the first of them in vain."""
        if not any(value.isdigit() for value in team_results.get("stage_id", ())):
            return 0, 0, 0
        return super()._pls_get_won_lost_total_count(team_results)

    def write(self, vals):
        """A lead that becomes a deal, or goes to another company, changes its way of rating."""
        result = super().write(vals)
        if vals.keys() & {"type", "company_id"} and self.env["res.company"]._get_stage_rated_ids():
            self.filtered(lambda lead: lead.won_status == "pending")._compute_probabilities()
        return result

    @api.model
    def _apply_win_rates(self, companies=None, stages=None):
        """Rate open deals anew, of these companies or in these stages, in a few statements.

        What somebody entered by hand stays.
        """
        domain = Domain("won_status", "=", "pending") & Domain("type", "=", "opportunity")
        if companies is not None:
            ids = companies.ids
            unbound = Domain("company_id", "=", False)
            by_team = unbound & Domain("team_id.company_id", "in", ids)
            by_owner = unbound & Domain("team_id.company_id", "=", False)
            by_owner &= Domain("user_id.company_id", "in", ids)
            domain &= Domain("company_id", "in", ids) | by_team | by_owner
        if stages is not None:
            domain &= Domain("stage_id", "in", stages.ids)
        leads = self.search(domain, order="id")
        if stages is not None:
            leads = leads._filter_stage_rated()
        for start in range(0, len(leads), BATCH):
            batch = leads[start : start + BATCH]
            found = batch._pls_get_naive_bayes_probabilities(batch_mode=True)
            self._write_probabilities(found[0] if found else {})

    @api.model
    def _write_probabilities(self, probabilities):
        """Automated probabilities, and what follows from them, past the ORM: of many deals.

        :param dict probabilities: ``{lead id: percent}``
        """
        if not probabilities:
            return
        self.env.flush_all()
        automated = "ABS(COALESCE(lead.probability, 0) - COALESCE(lead.automated_probability, 0))"
        self.env.cr.execute(
            SQL(
                """
                WITH rated AS (
                    SELECT lead.id, new.probability AS automated,
                           CASE WHEN %s < 0.005 THEN new.probability ELSE lead.probability END
                           AS probability
                      FROM unnest(%s::int[], %s::float[]) AS new(id, probability)
                      JOIN crm_lead AS lead ON lead.id = new.id
                )
                UPDATE crm_lead AS lead
                   SET automated_probability = rated.automated,
                       probability = rated.probability,
                       prorated_revenue = ROUND(
                           (COALESCE(lead.expected_revenue, 0) * rated.probability / 100)::numeric,
                           2),
                       recurring_revenue_prorated =
                           COALESCE(lead.recurring_revenue, 0) * rated.probability / 100,
                       recurring_revenue_monthly_prorated =
                           COALESCE(lead.recurring_revenue_monthly, 0) * rated.probability / 100
                  FROM rated
                 WHERE rated.id = lead.id
                """,
                SQL(automated),
                list(probabilities.keys()),
                list(probabilities.values()),
            )
        )
        self.browse(probabilities).invalidate_recordset()
