from odoo import api, fields, models
from odoo.exceptions import AccessError

LINES = 500


class ForeignTradePoolPreview(models.TransientModel):
    """Whom taking back would hit if it were switched on now: to be looked at before.

    Opening it is what permits to switch taking back on.
    """

    _name = "foreign.trade.pool.preview"
    _description = "Preview of Taking Back"

    policy_id = fields.Many2one("foreign.trade.pool.policy", required=True, readonly=True)
    take_back = fields.Boolean(related="policy_id.take_back")
    line_ids = fields.One2many("foreign.trade.pool.preview.line", "preview_id", readonly=True)
    customer_count = fields.Integer("Customers Hit", readonly=True)
    lead_count = fields.Integer("Leads Hit", readonly=True)
    owner_count = fields.Integer("Owners Hit", readonly=True)
    protected_count = fields.Integer("Protected", readonly=True)
    is_cut = fields.Boolean(readonly=True, help="There are more than are listed.")

    def _compute_display_name(self):
        for preview in self:
            preview.display_name = self.env._("Whom Taking Back Would Hit")

    @api.model
    def _open(self, policy):
        """Make a preview and show it; the policy notes that it was seen.

        :raises AccessError: for anybody but sales managers
        """
        if not self.env.user.has_group("foreign_trade_crm.group_sales_manager"):
            raise AccessError(self.env._("Only sales managers preview taking back."))
        preview = self.create({"policy_id": policy.id})
        preview._fill()
        # sudo: noted here alone
        policy.sudo().write(
            {"previewed_at": fields.Datetime.now(), "previewed_by_id": self.env.user.id}
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Whom Taking Back Would Hit"),
            "res_model": self._name,
            "res_id": preview.id,
            "views": [(False, "form")],
            "target": "current",
        }

    def _fill(self):
        """Counts of all, lines of the first; a constant number of queries for each kind."""
        lines, owners, values = [], set(), {"protected_count": 0, "is_cut": False}
        for model, counter in (("res.partner", "customer_count"), ("crm.lead", "lead_count")):
            # sudo: a manager decides on everything the action would do
            policy = self.policy_id.sudo()
            ids = policy._find_due(model, "warn", lock=False)
            ids += policy._find_due(model, "take", lock=False)
            records = self.env[model].sudo().browse(sorted(set(ids)))
            protections = policy._get_protections(records)
            hit = records - records.browse(protections)
            owners |= set(hit.user_id.ids)
            values[counter] = len(hit)
            values["protected_count"] += len(protections)
            shown = hit[:LINES] + records.browse(list(protections)[:LINES])
            values["is_cut"] |= len(shown) < len(records)
            lines += [
                self._prepare_line_values(record, protections.get(record.id)) for record in shown
            ]
        self.env["foreign.trade.pool.preview.line"].create(lines)
        self.write({**values, "owner_count": len(owners)})

    def _prepare_line_values(self, record, protections):
        followed = max(
            filter(None, (record.contact_last_at, record.pool_counted_from, record.create_date))
        )
        return {
            "preview_id": self.id,
            "res_model": record._name,
            "res_id": record.id,
            "name": record.display_name,
            "user_id": record.user_id.id,
            "customer_tier": record.customer_tier if record._name == "res.partner" else False,
            "followed_at": followed,
            "days": (fields.Datetime.now() - followed).days,
            "protected": bool(protections),
            "reason": self._describe(record, protections, followed),
        }

    def _describe(self, record, protections, followed):
        if protections:
            return self.env._("Stays: %(documents)s", documents=", ".join(protections))
        if record.contact_last_at == followed:
            return self.env._("No follow-up since the last contact")
        if record.pool_counted_from == followed:
            return self.env._("No follow-up since it came to this owner")
        return self.env._("No follow-up since it came in")

    def action_switch_on(self):
        """The manager has seen it: warnings begin with the next run."""
        self.policy_id.action_switch_on()
        return self._open_policy()

    def action_close(self):
        return self._open_policy()

    def _open_policy(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": "foreign.trade.pool.policy",
            "res_id": self.policy_id.id,
            "views": [(False, "form")],
            "target": "main",
        }
