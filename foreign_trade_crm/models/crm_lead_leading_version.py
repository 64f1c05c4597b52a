from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmLeadLeadingVersion(models.Model):
    """A deal is worth what its leading quotation says.

    The last version sent leads, until one is accepted; a salesman with several offers out on
    one deal may choose another.
    """

    _inherit = "crm.lead"

    leading_version_id = fields.Many2one(
        "foreign.trade.quotation.version",
        string="Leading Quotation",
        domain="[('opportunity_id', '=', id)]",
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The quotation version from which the amount of the deal follows.",
        prefetch="trade_details",
    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._follow_version(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._follow_version(vals))

    @api.constrains("leading_version_id")
    def _check_leading_version(self):
        """One offer counts in one deal."""
        for lead in self.filtered("leading_version_id"):
            version = lead.sudo().leading_version_id  # sudo: whose it is, not what it says
            if version.order_id.opportunity_id != lead:
                raise ValidationError(
                    self.env._(
                        "%(version)s is no quotation of “%(deal)s”: link the quotation to this "
                        "deal first.",
                        version=version.name,
                        deal=lead.name,
                    )
                )

    @api.model
    def _follow_version(self, vals):
        if not vals.get("leading_version_id"):
            return vals
        version = self.env["foreign.trade.quotation.version"].browse(vals["leading_version_id"])
        version.check_access("read")  # the deal would tell what an offer of others amounts to
        return {
            **vals,
            "deal_amount": version.amount_untaxed,
            "deal_currency_id": version.currency_id.id,
        }

    def _lead_by_version(self, version):
        """A version went out or was accepted: it leads unless another offer is accepted."""
        for lead in self:
            current = lead.leading_version_id
            if (
                version.is_accepted
                or not current.is_accepted
                or current.order_id == version.order_id
                or current.order_id.state == "cancel"
            ):
                lead.leading_version_id = version

    def _choose_leading_version(self):
        """Open deals whose leading offer was cancelled or moved, or that had none, get another.

        Where none is left, the deal keeps the amount that was offered last; but an offer that
        went to another deal counts there, and not twice.
        """
        for lead in self.filtered(lambda one: one.won_status == "pending"):
            leading = lead.leading_version_id
            order = leading.order_id
            if leading and order.state != "cancel" and order.opportunity_id == lead:
                continue
            offers = lead.order_ids.filtered(lambda order: order.state != "cancel")
            versions = offers.accepted_version_id or offers.last_version_id
            if versions:
                lead.leading_version_id = versions.sorted("id")[-1]
            elif leading and order.opportunity_id != lead:
                lead._forget_leading_version()

    def _forget_leading_version(self):
        """Its amount goes with the offer, unless somebody gave the deal one of its own."""
        version = self.leading_version_id
        values = {"leading_version_id": False}
        same = version.currency_id == self.deal_currency_id
        if same and not version.currency_id.compare_amounts(
            version.amount_untaxed, self.deal_amount
        ):
            values["deal_amount"] = 0
        self.write(values)

    def _merge_get_fields(self):
        return [*super()._merge_get_fields(), "leading_version_id"]
