from odoo import api, fields, models
from odoo.fields import Domain

LEADS = 50


class ForeignTradeAssignmentPreview(models.TransientModel):
    """What the rules would do with the newest leads. Nothing is changed, nobody's turn is used."""

    _name = "foreign.trade.assignment.preview"
    _description = "Try the Assignment Rules"

    line_ids = fields.One2many("foreign.trade.assignment.preview.line", "preview_id")
    summary = fields.Char(compute="_compute_summary")

    @api.depends("line_ids.user_id", "line_ids.kind")
    def _compute_summary(self):
        for preview in self:
            counts = {}
            for line in preview.line_ids:
                name = line.user_id.name or self.env._("Pool")
                counts[name] = counts.get(name, 0) + 1
            ordered = sorted(counts.items(), key=lambda item: -item[1])
            preview.summary = " · ".join(f"{name}: {count}" for name, count in ordered)

    @api.model
    def action_try(self):
        """Try all rules on the newest leads and show who would get them."""
        leads = self.env["crm.lead"].search(self._get_domain(), limit=LEADS, order="id desc")
        leads = leads.sorted("id")
        facts_list = leads._prepare_assignment_facts(leads._get_assignment_values(), leads.ids)
        for facts, lead in zip(facts_list, leads, strict=True):
            # its team came from a rule as well
            facts.update(team_id=False, owner_id=lead.user_id.id)
        decisions = self.env["foreign.trade.assignment"]._decide(facts_list, dry=True)
        preview = self.create(
            {
                "line_ids": [
                    (0, 0, self._prepare_line_values(lead, decision))
                    for lead, decision in zip(leads, decisions, strict=True)
                ]
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What the Rules Would Do"),
            "res_model": self._name,
            "res_id": preview.id,
            "views": [(False, "form")],
            "target": "new",
        }

    @api.model
    def _get_domain(self):
        return Domain("type", "=", "lead") & Domain(
            "company_id", "in", [False, *self.env.companies.ids]
        )

    @api.model
    def _prepare_line_values(self, lead, decision):
        return {
            "lead_id": lead.id,
            "user_id": decision["user_id"],
            "team_id": decision.get("team_id", False),
            "rule_id": decision.get("assigned_rule_id", False),
            "kind": decision.get("assignment_kind", False),
        }
