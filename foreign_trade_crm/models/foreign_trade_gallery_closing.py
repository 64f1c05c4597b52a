from odoo import api, models

REASON_FIELDS = {"won": "win_reason_id", "lost": "lost_reason_id"}


class ForeignTradeGalleryClosing(models.Model):
    """Ready set: no deal is won or lost without its reason."""

    _inherit = "foreign.trade.gallery"

    @api.model
    def _load_closing_reasons(self):
        """Reasons and objections to choose from, and the gates that ask for a reason."""
        for model, records in self._get_closing_lists().items():
            for sequence, (code, values) in enumerate(records, start=1):
                if "sequence" in self.env[model]._fields:
                    values = {"sequence": 10 * sequence, **values}
                self._ensure_shared(code, model, values)
        for code, values in self._get_closing_gates():
            self._ensure_gate(f"gate_{code}", {"sequence": 900, **values})

    @api.model
    def _get_closing_lists(self):
        """``{model: [(code, values)]}``; all companies share these lists."""
        return {
            "foreign.trade.win.reason": self._get_win_reasons(),
            "crm.lost.reason": self._get_lost_reasons(),
            "foreign.trade.objection": self._get_objections(),
        }

    @api.model
    def _get_win_reasons(self):
        return [
            ("win_reason_price", {"name": self.env._("Price")}),
            ("win_reason_quality", {"name": self.env._("Quality, samples convinced")}),
            ("win_reason_lead_time", {"name": self.env._("Lead time")}),
            ("win_reason_terms", {"name": self.env._("Payment terms")}),
            ("win_reason_certificates", {"name": self.env._("Certificates and audits")}),
            ("win_reason_service", {"name": self.env._("Quick and sound answers")}),
            ("win_reason_design", {"name": self.env._("Own design or development")}),
            ("win_reason_repeat", {"name": self.env._("Repeat order, content with the last")}),
            ("win_reason_other", {"name": self.env._("Other reason"), "note_required": True}),
        ]

    @api.model
    def _get_lost_reasons(self):
        """Beside those that Odoo brings, such as "Too expensive"."""
        return [
            ("lost_reason_competitor", {"name": self.env._("Bought from a competitor")}),
            ("lost_reason_lead_time", {"name": self.env._("Lead time too long")}),
            ("lost_reason_terms", {"name": self.env._("Payment terms not acceptable")}),
            ("lost_reason_certificates", {"name": self.env._("Specification or certificate")}),
            ("lost_reason_moq", {"name": self.env._("Minimum quantity too high")}),
            ("lost_reason_freight", {"name": self.env._("Freight, duties or trade barriers")}),
            ("lost_reason_postponed", {"name": self.env._("Project cancelled or postponed")}),
            ("lost_reason_silent", {"name": self.env._("The buyer answers no more")}),
            ("lost_reason_other", {"name": self.env._("Other reason"), "note_required": True}),
        ]

    @api.model
    def _get_objections(self):
        return [
            ("objection_price", {"name": self.env._("Price")}),
            ("objection_lead_time", {"name": self.env._("Lead time")}),
            ("objection_moq", {"name": self.env._("Minimum quantity")}),
            ("objection_terms", {"name": self.env._("Payment terms")}),
            ("objection_quality", {"name": self.env._("Quality")}),
            ("objection_certificates", {"name": self.env._("Certificates")}),
            ("objection_freight", {"name": self.env._("Freight cost")}),
            ("objection_trust", {"name": self.env._("Does not know us yet")}),
            ("objection_present", {"name": self.env._("Content with the present supplier")}),
        ]

    @api.model
    def _get_closing_gates(self):
        """A deal that is closed keeps its reason: the rules hold while it stays closed."""
        won, lost = (
            self.env._("Say why the deal was won."),
            self.env._("Say why the deal was lost."),
        )
        gates = {
            "won_reason": self._reason_gate("won", self.env._("Win reason"), won),
            "lost_reason": self._reason_gate("lost", self.env._("Lost reason"), lost),
            "won_note": self._note_gate("won", self.env._("Closing note of a deal won")),
            "lost_note": self._note_gate("lost", self.env._("Closing note of a deal lost")),
        }
        return list(gates.items())

    @api.model
    def _reason_gate(self, transition, name, message):
        return {
            "kind": "fields",
            "while_staying": True,
            "transition": transition,
            "name": name,
            "field_names": [REASON_FIELDS[transition]],
            "message": message,
        }

    @api.model
    def _note_gate(self, transition, name):
        note = (
            "['|', '|', ('{0}', '=', False), ('{0}.note_required', '=', False), "
            "('closing_note', '!=', False)]"
        )
        return {
            "kind": "domain",
            "while_staying": True,
            "transition": transition,
            "name": name,
            "domain": note.format(REASON_FIELDS[transition]),
            "message": self.env._(
                "Say in the closing note, in your own words, what this reason means."
            ),
        }
