from odoo import models

# First value that is not empty wins, as for core's fields.
FIELDS_TO_MERGE = ["channel_id", "assigned_rule_id", "gate_override_reason"]
RECORD_LINKED_MODELS = (
    "foreign.trade.gate.override",
    "foreign.trade.approval.request",
)
VALIDITY_ORDER = ("valid", "to_verify", "invalid")


class CrmLeadMerge(models.Model):
    """What a merge of leads keeps of ours: every field, and every record that hangs on a lead."""

    _inherit = "crm.lead"

    def _merge_get_fields(self):
        return super()._merge_get_fields() + [
            name for name in FIELDS_TO_MERGE if name in self._fields
        ]

    def _merge_get_fields_specific(self):
        return {
            **super()._merge_get_fields_specific(),
            "product_category_ids": lambda fname, leads: [(6, 0, leads[fname].ids)],
            "validity": lambda fname, leads: leads._merge_validity(),
            "invalid_reason_id": lambda fname, leads: leads._merge_invalid_reason(),
            "main_objection": lambda fname, leads: leads._merge_texts(fname),
            "first_response_at": lambda fname, leads: leads._merge_first_responder()[fname],
            "first_response_hours": lambda fname, leads: leads._merge_first_responder()[fname],
            "first_response_policy_hours": lambda f, leads: leads._merge_first_responder()[f],
        }

    def _merge_validity(self):
        """One proof that a buyer is real is enough."""
        found = set(self.mapped("validity"))
        return next((validity for validity in VALIDITY_ORDER if validity in found), False)

    def _merge_invalid_reason(self):
        if self._merge_validity() != "invalid":
            return False
        return self.invalid_reason_id[:1].id

    def _merge_texts(self, fname):
        return "\n".join(dict.fromkeys(lead[fname].strip() for lead in self if lead[fname]))

    def _merge_first_responder(self):
        """The lead that was answered first; its two figures belong together."""
        answered = self.filtered("first_response_at")
        return answered.sorted("first_response_at")[:1] or self[:1]

    def _merge_dependences(self, opportunities):
        result = super()._merge_dependences(opportunities)
        self._merge_foreign_trade_children(opportunities)
        self._merge_record_linked(opportunities)
        self._merge_first_response_clock(opportunities)
        return result

    def _merge_foreign_trade_children(self, opportunities):
        """Move the suite's one2many children, those of later modules too."""
        for field in self._fields.values():
            if field.type != "one2many" or not field.comodel_name.startswith("foreign.trade."):
                continue
            inverse = self.env[field.comodel_name]._fields.get(field.inverse_name)
            if inverse is None or inverse.type != "many2one" or inverse.compute:
                continue  # follows from another record that moves, or is not a plain link
            # sudo: children the user may not see must survive the merge as well
            children = self.env[field.comodel_name].sudo().with_context(active_test=False)
            children.search([(field.inverse_name, "in", opportunities.ids)]).write(
                {field.inverse_name: self.id}
            )

    def _merge_record_linked(self, opportunities):
        """Move the engines' records, which name their record by model and ID."""
        for model in RECORD_LINKED_MODELS:
            # sudo: as above
            records = self.env[model].sudo().with_context(active_test=False)
            records.search(
                [("res_model", "=", self._name), ("res_id", "in", opportunities.ids)]
            ).write({"res_id": self.id})

    def _merge_first_response_clock(self, opportunities):
        """Answered once is answered: no clock of a merged lead keeps running."""
        first = (self | opportunities)._merge_first_responder()
        if first.first_response_at:
            self._deadline_stop("first_response", first.first_response_at)
