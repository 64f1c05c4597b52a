from odoo import api, fields, models

SAMPLE_GROUPS = (
    "foreign_trade_crm.group_sales_representative,"
    "foreign_trade_crm.group_clerk,"
    "foreign_trade_crm.group_finance"
)
#: what was agreed for a request and does not follow the opportunity it is moved to
KEPT_IN_MERGE = ("partner_id", "delivery_partner_id", "delivery_address", "company_id", "user_id")


class CrmLead(models.Model):
    _inherit = "crm.lead"

    sample_request_ids = fields.One2many(
        "foreign.trade.sample.request",
        "opportunity_id",
        string="Sample Requests",
        groups=SAMPLE_GROUPS,
    )
    sample_request_count = fields.Integer(
        string="Number of Sample Requests",
        compute="_compute_sample_request_count",
        groups=SAMPLE_GROUPS,
    )

    @api.depends("sample_request_ids")
    def _compute_sample_request_count(self):
        counts = dict(
            self.env["foreign.trade.sample.request"]._read_group(
                [("opportunity_id", "in", self.ids)], ["opportunity_id"], ["__count"]
            )
        )
        for lead in self:
            lead.sample_request_count = counts.get(lead._origin, 0)

    def _merge_dependences(self, opportunities):
        """The sample requests of the merged leads move along instead of being deleted."""
        result = super()._merge_dependences(opportunities)
        # sudo: requests the user may not write go over as well
        requests = opportunities.sudo().sample_request_ids
        kept = [requests._fields[name] for name in KEPT_IN_MERGE]
        with self.env.protecting(kept, requests):
            requests.write({"opportunity_id": self.id})
        return result

    def action_view_sample_requests(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "foreign_trade_samples.foreign_trade_sample_request_action"
        )
        action["domain"] = [("opportunity_id", "=", self.id)]
        action["context"] = {"default_opportunity_id": self.id}
        return action

    @api.model
    def _gate_help_methods(self):
        return {**super()._gate_help_methods(), "sample_request_ids": "_gate_help_sample"}

    def _gate_help_sample(self):
        """The sample requests of the deal, or a new one."""
        self.ensure_one()
        if self.sample_request_ids:
            return self.action_view_sample_requests()
        return self.action_new_sample_request()

    def action_new_sample_request(self):
        """Open an empty sample request for this opportunity (also from the gate's dialog)."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Sample Request"),
            "res_model": "foreign.trade.sample.request",
            "views": [(False, "form")],
            "context": {"default_opportunity_id": self.id},
        }
