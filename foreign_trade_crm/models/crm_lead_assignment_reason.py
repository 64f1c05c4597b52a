from collections import defaultdict

from odoo import api, fields, models, tools

from ..tools.private_json import PrivateJson

ASSIGNMENT_KINDS = [
    ("customer", "Owner of the customer"),
    ("duplicate", "Owner of the first lead of this buyer"),
    ("fixed", "By rule: the same person each time"),
    ("round_robin", "By rule: in turn"),
    ("fewest_open", "By rule: fewest open leads"),
    ("fallback", "By rule: deputy"),
    ("pool", "By rule: waits in the pool"),
]


class CrmLeadAssignmentReason(models.Model):
    """Why this person got the lead: kept as facts, told in the language of whoever reads."""

    _inherit = "crm.lead"

    assigned_rule_id = fields.Many2one(
        "foreign.trade.assignment.rule",
        string="Assigned by Rule",
        readonly=True,
        copy=False,
        help="The rule that chose the salesperson or the team of this lead.",
        prefetch="trade_details",
    )
    assignment_kind = fields.Selection(
        ASSIGNMENT_KINDS, readonly=True, copy=False, prefetch="trade_details"
    )
    assignment_match = PrivateJson(
        readonly=True,
        copy=False,
        help="The record of the known buyer, and what was the same.",
        prefetch="trade_details",
    )
    assignment_reason = fields.Char(string="Why", compute="_compute_assignment_reason")

    @api.depends("assignment_kind", "assignment_match", "assigned_rule_id.name")
    @api.depends_context("uid", "lang")
    def _compute_assignment_reason(self):
        names = self._get_match_names()
        texts = self._get_rule_texts()
        for lead in self:
            kind = lead.assignment_kind
            if kind in ("customer", "duplicate"):
                lead.assignment_reason = lead._get_match_text(names)
            elif kind:
                # sudo: the name of the rule is part of the reason
                rule = lead.assigned_rule_id.sudo().name or self.env._("deleted")
                lead.assignment_reason = texts[kind] % {"rule": rule}
            else:
                lead.assignment_reason = False

    @api.model
    def _get_rule_texts(self):
        return {
            "fixed": self.env._("Rule “%(rule)s” names this person."),
            "round_robin": self.env._("Rule “%(rule)s”: it was this person's turn."),
            "fewest_open": self.env._("Rule “%(rule)s”: the fewest open leads."),
            "fallback": self.env._("Rule “%(rule)s”: all others were full or away."),
            "pool": self.env._("Rule “%(rule)s”: waits for somebody to claim it."),
        }

    def _get_match_names(self):
        """``{(model, id): name}`` of those known buyers whose record the reader may read."""
        ids = defaultdict(set)
        for lead in self:
            if lead.assignment_match:
                ids[lead.assignment_match["model"]].add(lead.assignment_match["id"])
        names = {}
        for model, record_ids in ids.items():
            records = self.env[model].browse(record_ids).exists()._filtered_access("read")
            names.update({(model, record.id): record.display_name for record in records})
        return names

    def _get_match_text(self, names):
        match = self.assignment_match or {}
        name = names.get((match.get("model"), match.get("id")))
        keys = self._get_key_text(match.get("keys", ()))
        told = {"name": name, "keys": keys}
        if self.assignment_kind == "customer" and name:
            return self.env._("Looks after the customer %(name)s%(keys)s.", **told)
        if self.assignment_kind == "customer":
            return self.env._("Looks after this customer already%(keys)s.", keys=keys)
        if name:
            return self.env._("Has the lead “%(name)s” of this buyer%(keys)s.", **told)
        return self.env._("Has another lead of this buyer%(keys)s.", keys=keys)

    @api.model
    def _get_key_text(self, keys):
        labels = {
            "email": self.env._("same e-mail"),
            "phone": self.env._("same telephone"),
            "name": self.env._("same company name"),
            "domain": self.env._("same domain"),
        }
        told = [labels[key] for key in keys if key in labels]
        return f" ({', '.join(told)})" if told else ""

    @api.model
    def _prepare_ownership_reason(self, vals):
        """The history of owners says it in the language of the company."""
        kind = vals.get("assignment_kind")
        if not kind:
            return super()._prepare_ownership_reason(vals)
        return self._get_kind_labels(self.env.company.id)[kind]

    @api.model
    @tools.ormcache("company_id")
    def _get_kind_labels(self, company_id):
        # sudo: a company's language is no secret
        company = self.env["res.company"].sudo().browse(company_id)
        leads = self.with_context(lang=company.partner_id.lang or "en_US")
        return dict(leads._fields["assignment_kind"]._description_selection(leads.env))

    def _merge_get_fields(self):
        return super()._merge_get_fields() + list(self._merge_assignment_fields())

    def _merge_get_fields_specific(self):
        fields_ = self._merge_assignment_fields()
        merge = {name: self._merge_assignment_reason for name in fields_}
        return {**super()._merge_get_fields_specific(), **merge}

    @api.model
    def _merge_assignment_fields(self):
        return ("assigned_rule_id", "assignment_kind", "assignment_match", "assigned_at")

    @api.model
    def _merge_assignment_reason(self, fname, leads):
        """The reason goes with the owner: that of the first lead that has one."""
        value = leads.filtered("user_id")[:1][fname]
        return value.id if isinstance(value, models.BaseModel) else value
