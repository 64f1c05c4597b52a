from odoo import api, models
from odoo.service.model import call_kw

from odoo.addons.web.controllers.utils import clean_action

OVERRIDE_GROUP = "foreign_trade_crm.group_gate_override"
REASON_CACHE = "foreign_trade_gate_reason"


class ForeignTradeGateMixin(models.AbstractModel):
    """What happens at a closed gate: it is overridden, or mended and tried again."""

    _inherit = "foreign.trade.gate.mixin"

    def _gate_settle(self, unmet, reason_by_id, created=False):
        """Keep the overrides of entitled users; refuse the rest, all of it at once."""
        if self.env.user.has_group(OVERRIDE_GROUP):
            given = self.env.cr.cache.get(REASON_CACHE)
            reasons = {
                record_id: (reason_by_id.get(record_id) or given or "").strip()
                for record_id in unmet
            }
            self._gate_keep_overrides(unmet, reasons)
            unmet = {rid: conditions for rid, conditions in unmet.items() if not reasons[rid]}
        if unmet:
            # in the order in which the user sees them
            refused = self.browse(record_id for record_id in self._ids if record_id in unmet)
            raise refused._gate_error(unmet, created)

    def _gate_keep_overrides(self, unmet, reasons):
        records = self.browse([record_id for record_id in unmet if reasons[record_id]])
        values = [
            record._prepare_gate_override_values(unmet[record.id], reasons[record.id])
            for record in records
        ]
        if values:
            # sudo: nobody may write an override by hand
            self.env["foreign.trade.gate.override"].sudo().create(values)
            records._gate_note_overrides({one["res_id"]: one for one in values})

    def _gate_note_overrides(self, values_by_id):
        """Tell the readers of the records; nothing for models without a chatter."""

    def _prepare_gate_override_values(self, conditions, reason):
        self.ensure_one()
        rules = self._gate_rules(conditions)
        return {
            "res_model": self._name,
            "res_id": self.id,
            "record_name": self.display_name,
            "rule_ids": [(6, 0, rules.ids)],
            "rule_names": "\n".join(f"{rule.name}: {rule.message}" for rule in rules),
            "reason": reason,
            "user_id": self.env.uid,
            "company_id": self._gate_company().id,
        }

    def _gate_rules(self, conditions):
        """The rules behind conditions. sudo: who is refused may read why."""
        rule_ids = [condition.rule_id for condition in conditions]
        return self.env["foreign.trade.gate.rule"].sudo().browse(rule_ids)

    @api.model
    def gate_continue(self, request, values=None, reason=None):
        """Fill in what was missing and repeat the refused call, in one transaction.

        Nothing here has more rights than the two calls made one after the other.

        :param dict request: ``model``, ``method``, ``args``, ``kwargs`` of the refused call
        :param dict values: ``{record id: values to write first}``
        :param str reason: why an entitled user passes although conditions are unmet
        """
        for record_id, vals in (values or {}).items():
            self.browse(int(record_id)).write(vals)
        previous = self.env.cr.cache.get(REASON_CACHE)
        # in the memory of this transaction: a context would come from the client
        self.env.cr.cache[REASON_CACHE] = reason
        try:
            model = self.env[request["model"]]
            result = call_kw(
                model, request["method"], request.get("args", []), request.get("kwargs", {})
            )
        finally:
            self.env.cr.cache[REASON_CACHE] = previous
        if isinstance(result, dict) and str(result.get("type")).startswith("ir.actions."):
            return clean_action(result, env=self.env)
        return result
