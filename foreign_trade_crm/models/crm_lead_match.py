from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.sql import column_exists

from ..tools import target_match
from .foreign_trade_target_criterion import normalize_hs_code

SCALARS = ("business_type", "company_size", "purchase_frequency", "quality_level")


class CrmLeadMatch(models.Model):
    """How well a lead fits the customers we look for; the best come first in the lists."""

    _inherit = "crm.lead"

    match_score = fields.Integer(
        "Match",
        compute="_compute_match",
        store=True,
        aggregator="avg",
        help="How well the company fits the target customer profile it fits best, 0 to 100.",
        prefetch="trade_details",
    )
    match_profile_id = fields.Many2one(
        "foreign.trade.target.profile",
        "Target Profile",
        compute="_compute_match",
        store=True,
        ondelete="set null",
        index="btree_not_null",
        prefetch="trade_details",
    )
    match_detail = fields.Json(compute="_compute_match_detail")

    # leads are sorted by it, deals are not: each move of a deal would write here too
    _match_order_idx = models.Index(
        "(match_score DESC, priority DESC, id DESC)"
        " WHERE active IS TRUE AND (type = 'lead' OR type IS NULL)"
    )

    def _auto_init(self):
        """No profile exists when the columns come: a million leads need not be computed.

        The default stays: rows that come in by SQL sort behind, not before those with a score.
        """
        for name, kind in (("match_score", "int4 DEFAULT 0"), ("match_profile_id", "int4")):
            if not column_exists(self.env.cr, self._table, name):
                self.env.cr.execute(
                    SQL(
                        "ALTER TABLE %s ADD COLUMN %s %s",
                        SQL.identifier(self._table),
                        SQL.identifier(name),
                        SQL(kind),
                    )
                )
        return super()._auto_init()

    @api.depends(
        *SCALARS,
        "country_id",
        "certificate_ids",
        "import_record_ids.hs_code",
        "product_category_ids",
        "company_id",
        "team_id",
    )
    def _compute_match(self):
        """Constant number of queries for a batch, none while there is no profile."""
        profiles = self.env["foreign.trade.target.profile"]._get_profiles()
        if not profiles:
            self.match_score = 0
            self.match_profile_id = False
            return
        for lead in self:
            found = target_match.best_match(profiles, lead._prepare_match_facts())
            lead.match_score, lead.match_profile_id = found

    @api.depends("match_profile_id", "match_score")
    def _compute_match_detail(self):
        """``[[criterion, weight, whether it fits]]`` of the profile that fits best."""
        for lead in self:
            facts = lead.match_profile_id and lead._prepare_match_facts()
            lead.match_detail = [
                [one.display_name, one.weight, target_match.meets(one._to_criterion(), facts)]
                for one in lead.match_profile_id.criterion_ids
            ]

    def _prepare_match_facts(self):
        """What profiles ask about, see :mod:`target_match`."""
        self.ensure_one()
        paths = self.product_category_ids.mapped("parent_path")
        company = self.company_id or self.team_id.company_id
        return {
            **{name: self[name] for name in SCALARS},
            "company_id": company.id,
            "country_id": self.country_id.id,
            "certificate_ids": set(self.certificate_ids.ids),
            "hs_codes": {normalize_hs_code(one.hs_code) for one in self.import_record_ids},
            "category_ids": {int(part) for path in paths for part in path.split("/") if part},
        }

    @api.model
    def _get_match_domain(self):
        """Leads and deals whose score still matters."""
        return Domain("active", "=", True) & Domain("won_status", "=", "pending")

    def _score_anew(self):
        """Compute these scores once more, with the profiles as they are by now."""
        for name in ("match_score", "match_profile_id"):
            self.env.add_to_compute(self._fields[name], self)
