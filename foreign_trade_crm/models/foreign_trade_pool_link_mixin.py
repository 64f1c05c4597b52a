from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class ForeignTradePoolLinkMixin(models.AbstractModel):
    """Records that name another record by model and ID: messages, activities, deadlines …

    They are out of reach as long as the record they are about is. ``pool_member`` is no column:
    a message is asked where it stands, by one sub-query for each model that goes into pools.

    :cvar _pool_link: names of the columns with model and ID
    """

    _name = "foreign.trade.pool.link.mixin"
    _description = "Record About One in the Pool"

    _pool_link = ("res_model", "res_id")

    pool_member = fields.Boolean(
        "In the Customer Pool",
        compute="_compute_pool_member",
        search="_search_pool_member",
        compute_sudo=True,
    )

    @api.model
    def _pool_guarded_models(self):
        """``{model: path to the stored flag}``; modules add theirs."""
        return {
            "res.partner": "pool_member",
            "crm.lead": "pool_member",
            "sale.order": "pool_member",
            "account.move": "pool_member",
            "stock.picking": "partner_id.pool_member",
            "foreign.trade.contract": "order_id.pool_member",
            "foreign.trade.quotation.version": "order_id.pool_member",
        }

    def _compute_pool_member(self):
        model_name, id_name = self._pool_link
        self.pool_member = False
        paths = self._pool_guarded_models()
        for model, links in self.grouped(model_name).items():
            if model not in paths:
                continue
            records = self.env[model].sudo().with_context(active_test=False)
            ids = [link[id_name] for link in links if link[id_name]]
            # a missing record hides nothing
            pooled = set(records.browse(ids).exists().filtered(paths[model])._ids)
            for link in links:
                link.pool_member = link[id_name] in pooled

    @api.model
    def _search_pool_member(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = Domain.custom(to_sql=self._pool_member_to_sql)
        if True in value:
            return Domain.TRUE if False in value else domain
        return ~domain

    @api.model
    def _pool_member_to_sql(self, model, alias, query):
        """SQL condition that the record is about one in the pool.

        Correlated, so that the planner chooses between looking up the few records at hand and
        hashing the pool.
        """
        model_column, id_column = (SQL.identifier(alias, name) for name in self._pool_link)
        conditions = []
        for name, path in self._pool_guarded_models().items():
            records = self.env[name].sudo().with_context(active_test=False)
            pooled = records._search([(path, "=", True)])
            pooled.add_where(SQL("%s = %s", SQL.identifier(pooled.table, "id"), id_column))
            conditions.append(
                SQL("(%s = %s AND EXISTS (%s))", model_column, name, pooled.select(SQL("1")))
            )
        return SQL("(%s)", SQL(" OR ").join(conditions))
