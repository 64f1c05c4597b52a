from odoo import api, models


class ForeignTradeGallery(models.Model):
    _inherit = "foreign.trade.gallery"

    @api.model
    def _get_export_gates(self):
        """The stage “Sample / test” asks for a sample that is really on its way."""
        return [*super()._get_export_gates(), ("sample", "sample", self._prepare_sample_gate())]

    @api.model
    def _get_chain_gates(self):
        return [*super()._get_chain_gates(), ("sample", "sample", self._prepare_sample_gate())]

    @api.model
    def _prepare_sample_gate(self):
        return {
            "name": self.env._("Sample request"),
            "kind": "related",
            "related_field": "sample_request_ids",
            "related_domain": "[('state', '!=', 'cancelled'), ('delivery_address', '!=', False), "
            "('dispatch_date', '!=', False), ('expected_feedback_date', '!=', False)]",
            "message": self.env._(
                "Make a sample request with delivery address, planned or actual dispatch date "
                "and the date on which feedback is expected."
            ),
            # not every buyer asks for samples
            "covers_later_stages": False,
            "help_action": "_gate_help_sample",
        }
