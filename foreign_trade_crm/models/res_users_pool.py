from odoo import models


class ResUsersPool(models.Model):
    _inherit = "res.users"

    def _pool_sees_all(self):
        """Whether what is in the customer pool stays within this user's reach.

        Rules of access ask this, once for each user until groups or policies change. Kept out
        are salespeople who see their own documents only: clerks, finance and managers see all
        documents, other employees and portal users have nothing to claim.
        """
        self.ensure_one()
        return (
            not self.env["foreign.trade.pool.policy"]._is_used()
            or not self._has_group("sales_team.group_sale_salesman")
            or self._has_group("sales_team.group_sale_salesman_all_leads")
        )
