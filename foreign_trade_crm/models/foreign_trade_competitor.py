from odoo import api, fields, models


class ForeignTradeCompetitor(models.Model):
    """Whom we meet at buyers' doors, once for all deals, so that wins and losses add up."""

    _name = "foreign.trade.competitor"
    _description = "Competitor"
    _order = "name, id"

    name = fields.Char(required=True, index="trigram")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index=True, help="Empty: known in every company.")
    country_id = fields.Many2one("res.country")
    website = fields.Char()
    strengths = fields.Text(help="What buyers prefer it for.")
    weaknesses = fields.Text(help="What speaks for us against it.")
    deal_count = fields.Integer("Deals", compute="_compute_deal_counts")
    lost_count = fields.Integer("Lost to It", compute="_compute_deal_counts")
    won_count = fields.Integer("Won Against It", compute="_compute_deal_counts")

    _name_uniq = models.UniqueIndex(
        "(lower(name), COALESCE(company_id, 0))", "This competitor is on the list already."
    )

    def _compute_deal_counts(self):
        """Of the deals that the reader may see; three figures in two queries for any page."""
        groups = self.env["foreign.trade.deal.competitor"]._read_group(
            [("competitor_id", "in", self.ids)],
            ["competitor_id", "lead_id"],
            ["has_order:bool_or"],
        )
        statuses = self.env["crm.lead"].browse([lead.id for _one, lead, _flag in groups])
        statuses.fetch(["won_status"])
        for competitor in self:
            found = [(lead.won_status, flag) for one, lead, flag in groups if one == competitor]
            competitor.deal_count = len(found)
            competitor.won_count = sum(status == "won" for status, _flag in found)
            competitor.lost_count = sum(status == "lost" and flag for status, flag in found)

    @api.model
    def _find_or_create(self, name):
        """The competitor of that name, however it is capitalised; made where there is none."""
        name = (name or "").strip()
        if not name:
            return self.browse()
        known = self.with_context(active_test=False).search([("name", "=ilike", _escape(name))])
        return known[:1] or self.create({"name": name})

    def action_view_deals(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm.crm_lead_opportunities")
        return {
            **action,
            "name": self.env._("Deals Against %(name)s", name=self.name),
            "domain": [("competitor_ids.competitor_id", "=", self.id)],
            "context": {"active_test": False},
        }


def _escape(text):
    """``text`` for a pattern that means itself."""
    return text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
