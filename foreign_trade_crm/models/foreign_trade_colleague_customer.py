from odoo import fields, models
from odoo.tools import SQL


class ForeignTradeColleagueCustomer(models.Model):
    """Every owned customer by name and owner, for those who see no more of it."""

    _name = "foreign.trade.colleague.customer"
    _description = "Customer by Name and Owner"
    _auto = False
    _order = "name, id"
    _depends = {"res.partner": ["active", "commercial_partner_id", "company_id", "name", "user_id"]}

    name = fields.Char("Customer", readonly=True)
    user_id = fields.Many2one("res.users", "Owner", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)

    @property
    def _table_query(self):
        """Only where a company hides customers: elsewhere everybody sees them anyway."""
        return SQL(
            """
            SELECT id, name, user_id, company_id
              FROM res_partner
             WHERE commercial_partner_id = id
               AND user_id IS NOT NULL
               AND partner_share IS TRUE
               AND active IS TRUE
               AND EXISTS (SELECT 1 FROM res_company WHERE foreign_trade_hide_customers)
            """
        )
