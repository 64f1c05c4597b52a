from odoo import api, models


class ForeignTradeCustomerReachMixin(models.AbstractModel):
    """A document of one's own makes its customer one's business: so nobody makes one uninvited.

    :cvar _customer_fields: fields of the adopter that name a customer
    """

    _name = "foreign.trade.customer.reach.mixin"
    _description = "Document of a Customer Within Reach"

    _customer_fields = ("partner_id",)

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._check_customers_in_reach()
        return records

    def write(self, vals):
        names = [name for name in self._customer_fields if vals.get(name)]
        if not names or self.env.su or self.env.user._sees_colleagues_customers():
            return super().write(vals)
        changed = self.filtered(lambda one: any(one[name].id != vals[name] for name in names))
        result = super().write(vals)
        changed._check_customers_in_reach()
        return result

    def _check_customers_in_reach(self):
        if self.env.su or self.env.user._sees_colleagues_customers():
            return
        partners = self.env["res.partner"]
        for name in self._customer_fields:
            partners |= self[name]
        (partners - self._get_invited_customers())._check_in_reach(ignored=self)

    def _get_invited_customers(self):
        """Partners that these documents name without anybody's choice."""
        return self.env["res.partner"]
