from contextlib import contextmanager

from odoo import api, fields, models

LOG_MODEL = "foreign.trade.rule.change"
#: key of the cursor's own memory; no client reaches it
MADE = "foreign_trade_rules_being_made"


class ForeignTradeRuleLogMixin(models.AbstractModel):
    """Rules of which everybody may know who changed them.

    Unlike the tracking of Odoo's chatter this knows no context key that leaves it out, and what it
    wrote outlives the rule.
    """

    _name = "foreign.trade.rule.log.mixin"
    _description = "Rule with a Record of Its Changes"

    change_ids = fields.One2many(
        LOG_MODEL, "res_id", "Changes", domain=lambda self: [("res_model", "=", self._name)]
    )

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        rules._log_rule_changes("created", {})
        return rules

    def write(self, vals):
        if self.env.cr.cache.get(MADE):
            return super().write(vals)
        names = [name for name in vals if name != "change_ids" and name in self._fields]
        before = {rule.id: rule._say_values(names) for rule in self}
        result = super().write(vals)
        details = {
            rule.id: _say_difference(before[rule.id], rule._say_values(names)) for rule in self
        }
        changed = self.filtered(lambda rule: details[rule.id])
        action = "changed"
        if "active" in vals:
            action = "restored" if vals["active"] else "archived"
        changed._log_rule_changes(action, details)
        return result

    def unlink(self):
        names = [
            name
            for name, field in self._fields.items()
            if field.store and name not in models.MAGIC_COLUMNS
        ]
        said = {rule.id: _say_everything(rule._say_values(names)) for rule in self}
        self._log_rule_changes("deleted", said)
        return super().unlink()

    def update_field_translations(self, field_name, translations, source_lang=""):
        """What the rule says in other languages is wording as well."""
        before = self._say_wording(field_name)
        result = super().update_field_translations(field_name, translations, source_lang)
        if details := _say_difference(before, self._say_wording(field_name)):
            self._log_rule_changes("changed", {self.id: details})
        return result

    def _say_wording(self, name):
        """``{label with language: text}`` of a translated field."""
        label = self._fields[name].get_description(self.env)["string"]
        texts, _context = self.get_field_translations(name)
        texts = sorted(texts, key=lambda text: text["lang"])
        return {f"{label} ({text['lang']})": text["value"] for text in texts}

    def _say_values(self, names):
        """``{label: value as people read it}`` of these fields."""
        self.ensure_one()
        values = {}
        for name in names:
            field, value = self._fields[name], self[name]
            if field.relational:
                value = ", ".join(value.sudo().mapped("display_name"))  # sudo: names of users
            elif field.type == "selection":
                value = dict(field._description_selection(self.env)).get(value, "")
            elif field.type == "boolean":
                value = self.env._("yes") if value else self.env._("no")
            values[field.get_description(self.env)["string"]] = f"{value or ''}"
        return values

    def _log_rule_changes(self, action, details):
        # sudo: what is kept is kept whoever changes rules
        self.env[LOG_MODEL].sudo()._freeze(
            [
                {
                    "res_model": self._name,
                    "res_id": rule.id,
                    "company_id": rule.company_id.id,
                    "rule_name": rule.display_name,
                    "user_id": self.env.uid,
                    "user_name": self.env.user.sudo().name,
                    "action": action,
                    "details": details.get(rule.id),
                }
                for rule in self
            ]
        )


@contextmanager
def made(env):
    """What is said within in another language is part of making a rule, not a change of it."""
    env.cr.cache[MADE] = True
    try:
        yield
    finally:
        del env.cr.cache[MADE]


def _say_everything(values):
    return "\n".join(f"{label}: {value}" for label, value in values.items() if value)


def _say_difference(before, after):
    return "\n".join(
        f"{label}: {before[label] or '–'} → {value or '–'}"
        for label, value in after.items()
        if before[label] != value
    )
