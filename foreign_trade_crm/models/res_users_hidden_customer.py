from odoo import models
from odoo.tools import ormcache


class ResUsersHiddenCustomer(models.Model):
    _inherit = "res.users"

    @ormcache("self.id")
    def _sees_colleagues_customers(self):
        """Whether this user sees more of a colleague's customer than its name and owner.

        Rules of access ask this. Kept out are salespeople who see their own documents only, where
        one of their companies wants it so.
        """
        self.ensure_one()
        user = self.sudo()  # a user may not read all of their companies
        return (
            not any(user.company_ids.mapped("foreign_trade_hide_customers"))
            or not user._has_group("sales_team.group_sale_salesman")
            or user._has_group("sales_team.group_sale_salesman_all_leads")
        )
