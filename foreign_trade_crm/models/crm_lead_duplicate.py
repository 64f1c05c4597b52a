from collections import defaultdict

from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools import duplicate_keys
from .foreign_trade_duplicate_finder import NOISE, NOISY_KINDS

#: a customer's other leads that are counted at most
MOST_OF_CUSTOMER = 200


class CrmLeadDuplicate(models.Model):
    """Similar leads by all keys, for a whole list in one query.

    Core looks for one lead at a time, by the domain of its address, phone and customer.
    """

    _name = "crm.lead"
    _inherit = ["crm.lead", "foreign.trade.duplicate.mixin"]

    _duplicate_name_sql = "partner_name"

    # counted as the system, named to whom may read them
    duplicate_lead_ids = fields.Many2many(compute_sudo=False)
    duplicate_lead_count = fields.Integer(compute="_compute_duplicate_lead_count")

    # core's index on the address is for searching parts of it, and slow for a whole one
    _duplicate_email_idx = models.Index("(email_normalized, id) WHERE email_normalized IS NOT NULL")
    _duplicate_domain_idx = models.Index(
        "(duplicate_domain, id) WHERE duplicate_domain IS NOT NULL"
    )
    _duplicate_website_idx = models.Index(
        "(duplicate_website, id) WHERE duplicate_website IS NOT NULL"
    )
    _duplicate_name_idx = models.Index("(duplicate_name, id) WHERE duplicate_name IS NOT NULL")

    def _duplicate_name_depends(self):
        return ["partner_name"]

    def _get_duplicate_company_name(self):
        return self.partner_name

    def _get_duplicate_family_fields(self):
        return ["partner_id"]

    def _get_duplicate_family(self):
        return self.partner_id.commercial_partner_id

    def _get_duplicate_kind(self):
        return self.type or "lead"

    @api.depends("duplicate_name", "duplicate_domain", "duplicate_website")
    @api.depends_context("uid")
    def _compute_potential_lead_duplicates(self):
        """Core's dependencies and ours; the lead itself is one of them, as core has it."""
        # sudo: the search tells IDs alone
        found = self.sudo()._get_similar_lead_ids()
        ids = sorted(set().union(*found.values()))
        readable = set(self.browse(ids)._filtered_access("read")._ids)
        for lead in self:
            others = self.browse(id_ for id_ in ids if id_ in found.get(lead.id, ()))
            lead.duplicate_lead_ids = others.filtered(lambda one: one.id in readable) + lead

    @api.depends(
        "email_normalized",
        "phone_sanitized",
        "partner_id",
        "duplicate_name",
        "duplicate_domain",
        "duplicate_website",
    )
    def _compute_duplicate_lead_count(self):
        found = self._get_similar_lead_ids()
        alone = self.filtered(lambda lead: lead.id not in found)
        alone.duplicate_lead_count = 0
        for lead in self - alone:
            lead.duplicate_lead_count = len(found[lead.id])

    def _get_similar_lead_ids(self):
        """IDs of other leads by lead (that has any): same keys, or same customer."""
        saved = self.filtered(lambda lead: isinstance(lead.id, int))
        found = saved._search_similar_leads() if saved else {}
        typed = self - saved
        if typed:
            finder = self.env["foreign.trade.duplicate.finder"]
            matches_list = finder._find_for_records(typed, ("crm.lead",))
            for lead, matches in zip(typed, matches_list, strict=True):
                ids = {match["id"] for match in matches}
                ids.update(lead._get_leads_of_customer())
                if ids:
                    found[lead.id] = ids
        return found

    def _get_leads_of_customer(self):
        customer = self.partner_id.commercial_partner_id
        if not customer:
            return []
        leads = self.with_context(active_test=False)
        domain = Domain("partner_id", "child_of", customer.ids) & Domain(
            "id", "!=", self._origin.id
        )
        return leads.search(domain, limit=MOST_OF_CUSTOMER).ids

    def _search_similar_leads(self):
        """The same for saved leads, by one query that never leaves the indexes of the keys."""
        names = ["email_normalized", "phone_sanitized", "duplicate_name", "duplicate_domain"]
        names += ["duplicate_website", "partner_id", "company_id"]
        self.flush_model(names)
        self.env["res.partner"].flush_model(["commercial_partner_id"])
        hits = defaultdict(set)
        for id_, kind, other_id in self.env.execute_query(self._similar_leads_query()):
            hits[id_, kind].add(other_id)
        found = defaultdict(set)
        for (id_, kind), others in hits.items():
            if kind not in NOISY_KINDS or len(others) <= NOISE:
                found[id_] |= others
        return dict(found)

    def _similar_leads_query(self):
        parts = [
            self._similar_part("email", "email_normalized", "email_normalized"),
            self._similar_part("phone", "phone_sanitized", "phone_sanitized"),
            self._similar_part("name", "duplicate_name", "duplicate_name"),
            self._similar_part("domain", "duplicate_domain", "duplicate_domain"),
            self._similar_part("domain", "duplicate_domain", "duplicate_website"),
            self._similar_part("domain", "duplicate_website", "duplicate_domain"),
            self._similar_part("domain", "duplicate_website", "duplicate_website"),
            SQL(
                """(SELECT 'customer', t.id, t.company_id
                      FROM res_partner p
                      JOIN res_partner q ON q.commercial_partner_id = p.commercial_partner_id
                      JOIN crm_lead t ON t.partner_id = q.id
                     WHERE p.id = s.partner_id LIMIT %s)""",
                MOST_OF_CUSTOMER,
            ),
        ]
        return SQL(
            """
            SELECT s.id, d.kind, d.id
              FROM crm_lead s CROSS JOIN LATERAL (%(parts)s) AS d(kind, id, company_id)
             WHERE s.id = ANY(%(ids)s) AND d.id <> s.id AND %(scope)s
            """,
            parts=SQL(" UNION ALL ").join(parts),
            ids=list(self.ids),
            scope=self._similar_scope(),
        )

    @api.model
    def _similar_part(self, kind, ours, theirs):
        """A few of the leads whose column ``theirs`` has the key that ``ours`` has in this one."""
        newest = SQL("ORDER BY t.id DESC") if theirs != "phone_sanitized" else SQL()
        return SQL(
            "(SELECT %s, t.id, t.company_id FROM crm_lead t WHERE t.%s = s.%s %s LIMIT %s)",
            kind,
            SQL.identifier(theirs),
            SQL.identifier(ours),
            newest,
            NOISE + 2,
        )

    @api.model
    def _similar_scope(self):
        """Leads of the same company or of none."""
        if self.env.uid == SUPERUSER_ID:
            everywhere = SQL("TRUE")
        else:
            everywhere = SQL("d.company_id = ANY(%s)", self.env.companies.ids)
        return SQL(
            "(d.company_id IS NULL OR d.company_id = s.company_id"
            " OR (s.company_id IS NULL AND %s))",
            everywhere,
        )

    def _phone_format_number(self, number, country, force_format="E164", raise_exception=False):
        """Remembered: an import asks for each number several times, and 0.1 ms each."""
        if force_format == "E164" and number and not raise_exception:
            return duplicate_keys.phone_key(number, country.code or "") or False
        return super()._phone_format_number(number, country, force_format, raise_exception)

    @api.model
    def _get_lead_duplicates(self, partner=None, email=None, include_lost=False):
        """Also leads without a customer that come from the address or number of this one."""
        found = super()._get_lead_duplicates(partner, email, include_lost)
        if not partner:
            return found
        finder = self.env["foreign.trade.duplicate.finder"]
        matches = finder._find_for_records(partner, ("crm.lead",))[0]
        ids = {match["id"] for match in matches if match["keys"] & {"email", "phone"}}
        if not ids:
            return found
        status = Domain("won_status", "=", "pending") & Domain("active", "=", True)
        if include_lost:
            status = Domain("won_status", "!=", "won") & (
                Domain("type", "=", "opportunity") | Domain("active", "=", True)
            )
        more = Domain("id", "in", ids) & Domain("partner_id", "=", False) & status
        return found | self.with_context(active_test=False).search(more)
