from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from .foreign_trade_customer_metrics import TIERS


class ForeignTradeTierOverride(models.Model):
    """A tier that a person gave a customer, why, and until when.

    The latest one that has not expired counts; earlier ones stay on record, archived. The tier
    itself stands in the customer's metrics alone and follows at once.
    """

    _name = "foreign.trade.tier.override"
    _description = "Tier Set by Hand"
    _order = "id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('commercial_partner_id', '=', id)]",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    tier = fields.Selection(TIERS, required=True)
    reason = fields.Char(required=True)
    valid_until = fields.Date(
        help="The last day; from the next run afterwards the computed tier counts again. Leave "
        "empty to keep it until somebody changes it."
    )
    active = fields.Boolean(default=True, readonly=True)
    user_id = fields.Many2one("res.users", "Set By", readonly=True, index=True)

    _active_idx = models.UniqueIndex(
        "(partner_id, company_id) WHERE active IS TRUE", "A customer has one tier set by hand."
    )

    @api.constrains("valid_until")
    def _check_valid_until(self):
        today = fields.Date.context_today(self)
        if any(override.valid_until and override.valid_until < today for override in self):
            raise ValidationError(self.env._("A tier set by hand is valid until today or later."))

    @api.model_create_multi
    def create(self, vals_list):
        partners = self.env["res.partner"].browse([vals.get("partner_id") for vals in vals_list])
        given = defaultdict(set)
        # sudo: contacts stand for their company, whoever names them
        for vals, partner in zip(vals_list, partners.sudo(), strict=True):
            vals["partner_id"] = partner.commercial_partner_id.id
            vals["user_id"] = self.env.uid
            given[vals.get("company_id", self.env.company.id)].add(vals["partner_id"])
        for company_id, customer_ids in given.items():
            self._retire(customer_ids, company_id)
        overrides = super().create(vals_list)
        overrides._apply()
        overrides._log()
        return overrides

    def write(self, vals):
        result = super().write(vals)
        if "tier" in vals:
            self._apply()
            self._log()
        return result

    def _retire(self, customer_ids, company_id):
        """The one that counted so far becomes history."""
        # sudo: nobody edits an override, a new one takes its place
        former = self.sudo().search(
            [("partner_id", "in", list(customer_ids)), ("company_id", "=", company_id)]
        )
        former.write({"active": False})
        former.flush_recordset()
        return former

    @api.model
    def _withdraw(self, partners, company):
        """From now on the computed tier counts again for these customers."""
        if partners:
            self._retire(partners.ids, company.id)._apply()

    @api.model
    def _end_expired(self):
        """What was set until a day that is over where the company is counts no longer.

        Also in companies that measure nobody.
        """
        for company, overrides in (
            self.search([("valid_until", "!=", False)]).grouped("company_id").items()
        ):
            zone = company.partner_id.tz or "UTC"
            today = fields.Date.context_today(self.with_context(tz=zone))
            ended = overrides.filtered(lambda one, today=today: one.valid_until < today)
            ended.active = False
            ended._apply()

    def action_withdraw(self):
        self.check_access("write")
        for company, overrides in self.grouped("company_id").items():
            self._withdraw(overrides.partner_id, company)

    def _apply(self):
        """Their customers' metrics say so now; a customer never measured gets its row."""
        self.flush_recordset()
        self.env["foreign.trade.customer.metrics"].flush_model()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO foreign_trade_customer_metrics AS metrics (
                            partner_id, company_id, tier)
                SELECT partner_id, company_id, CASE WHEN active THEN tier END
                  FROM foreign_trade_tier_override
                 WHERE id = ANY(%s)
           ON CONFLICT (partner_id, company_id) DO UPDATE
                   SET tier = COALESCE(EXCLUDED.tier, metrics.tier_computed)
                """,
                self.ids,
            )
        )
        self.env["foreign.trade.customer.metrics"].invalidate_model(["tier"], flush=False)
        self.env["res.partner"].invalidate_model(["customer_tier"], flush=False)

    def _log(self):
        """A line on each customer: the tier decides on discount, service and pool."""
        labels = dict(self._fields["tier"]._description_selection(self.env))
        bodies = {}
        for override in self:
            text = self.env._("Tier %(tier)s: %(reason)s")
            if override.valid_until:
                text = self.env._("Tier %(tier)s until %(date)s: %(reason)s")
            bodies[override.partner_id.id] = text % {
                "tier": labels[override.tier],
                "reason": override.reason,
                "date": override.valid_until,
            }
        # sudo: setting a tier is enough to note it
        self.partner_id.sudo()._message_log_batch(bodies)
