from odoo import api, models

from odoo.addons.web.controllers.utils import clean_action


class ForeignTradeGateMixinHelp(models.AbstractModel):
    """A closed gate opens the very thing to do, also where its rule names no action."""

    _inherit = "foreign.trade.gate.mixin"

    @api.model
    def _gate_help_methods(self):
        """``{field: method}``: what to open where a condition looks at records of that field."""
        return {}

    def gate_help(self, rule_id):
        """Open what a rule asks this record for, with the user's own rights.

        :return: the action to open, or ``False`` where there is nothing to open, or where the
            method did it all by itself
        """
        self.ensure_one()
        self.check_access("read")
        rule = self.env["foreign.trade.gate.rule"].sudo().browse(rule_id)  # names an action
        if rule.model != self._name:
            return False
        if rule.help_action:
            rule._check_help_action()
            action = getattr(self, rule.help_action)()
        elif name := self._gate_help_field(rule._to_condition()):
            method = self._gate_help_methods().get(name)
            action = getattr(self, method)() if method else self._gate_open_records(name)
        else:
            return False
        return clean_action(action, env=self.env) if isinstance(action, dict) else False

    def _gate_help_field(self, condition):
        """The field whose records a condition misses, as far as this user may open them."""
        record = self.sudo()  # the rule may look at any field
        names = condition.failing_fields(record) or condition.missing_fields(record)
        for name in (condition.related_field, *names):
            field = self._fields.get(name)
            opens = field and (
                field.type == "one2many" or field.type == "many2one" and record[name]
            )
            if (
                opens
                and self._has_field_access(field, "read")
                and self.env[field.comodel_name].has_access("read")
            ):
                return name
        return False

    def _gate_open_records(self, name):
        """The records of a field of this record, and room for another one."""
        field, records = self._fields[name], self[name]
        action = {
            "type": "ir.actions.act_window",
            "name": field._description_string(self.env),
            "res_model": field.comodel_name,
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", records.ids)],
        }
        if field.type == "many2one":
            return {**action, "views": [(False, "form")], "res_id": records.id, "target": "new"}
        inverse = field.inverse_name
        action["domain"] = [(inverse, "=", self.id)]
        return {**action, "context": {f"default_{inverse}": self.id}}
