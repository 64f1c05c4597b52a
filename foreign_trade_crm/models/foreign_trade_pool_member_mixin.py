from odoo import api, fields, models
from odoo.tools.sql import column_exists, create_column

#: who keeps access to what is in the customer pool, see ``res.users._pool_sees_all``
KEEPERS = "sales_team.group_sale_salesman_all_leads"


class ForeignTradePoolMemberMixin(models.AbstractModel):
    """The stored flag that takes a record of a pooled customer out of reach."""

    _name = "foreign.trade.pool.member.mixin"
    _description = "Record Out of Reach While Its Customer Is Pooled"

    pool_member = fields.Boolean(
        "In the Customer Pool",
        compute="_compute_pool_member",
        store=True,
        copy=False,
        groups=KEEPERS,
        help="Out of sales representatives' reach until somebody claims it.",
    )

    def _auto_init(self):
        """Nothing is in a pool yet: spare the ORM the computation for a million records."""
        if not self._abstract and not column_exists(self.env.cr, self._table, "pool_member"):
            create_column(self.env.cr, self._table, "pool_member", "bool")
        return super()._auto_init()

    def _compute_pool_member(self):
        raise NotImplementedError


class ForeignTradePoolDocumentMixin(models.AbstractModel):
    """A document is in the pool as long as the customer it is made out to."""

    _name = "foreign.trade.pool.document.mixin"
    _inherit = ["foreign.trade.pool.member.mixin"]
    _description = "Document of a Customer That May Be Pooled"

    @api.depends("partner_id.pool_member")
    def _compute_pool_member(self):
        for document in self:
            document.pool_member = document.partner_id.pool_member
