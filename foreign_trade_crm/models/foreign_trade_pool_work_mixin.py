from odoo import api, models
from odoo.exceptions import AccessError


class ForeignTradePoolWorkMixin(models.AbstractModel):
    """Leads and orders: whoever is given work of a pooled customer is given the customer.

    A manager, a rule or the system gives it; a representative who names such a customer, whose
    ID they may have kept, is sent to the pool.
    """

    _name = "foreign.trade.pool.work.mixin"
    _description = "Work of a Customer That May Be in the Pool"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._pool_take_customer()
        return records

    def write(self, vals):
        result = super().write(vals)
        if vals.get("user_id") or vals.get("partner_id"):
            self._pool_take_customer()
        return result

    def _pool_take_customer(self):
        if not self.env["foreign.trade.pool.policy"]._is_used():
            return
        # sudo: representatives do not reach what is pooled
        pooled = self.sudo().filtered(lambda record: record.partner_id.pool_member)
        if not pooled:
            return
        if not self.env.su and not self.env.user._pool_sees_all():
            raise AccessError(self.env._("This customer is in the customer pool: claim it there."))
        for record in pooled.filtered("user_id"):
            reason = self.env._("Came with %(name)s", name=record.display_name)
            record.partner_id._pool_assign(record.user_id, reason)
