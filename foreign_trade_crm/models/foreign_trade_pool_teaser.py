from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL


class ForeignTradePoolTeaser(models.AbstractModel):
    """What a pool shows of a record before somebody claims it.

    A row is computed in SQL and holds nothing else: no link to the record whose name it masks.
    So there is nothing that searching, sorting, grouping or exporting could bring out. The ID
    is that of the record; the masked name is all that can be searched.

    An adopter sets ``_pool_model`` and builds the rows in ``_table_query``.
    """

    _name = "foreign.trade.pool.teaser"
    _description = "Teaser of a Record in the Pool"
    _auto = False
    _log_access = False

    _pool_model = None

    name = fields.Char(readonly=True, help="The beginning of the name; the rest after claiming.")
    country_id = fields.Many2one("res.country", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    customer_tier = fields.Selection(
        [("a", "A"), ("b", "B"), ("c", "C"), ("d", "D")], string="Tier", readonly=True
    )
    since = fields.Datetime("In the Pool Since", readonly=True)
    last_activity_at = fields.Datetime("Last Activity", readonly=True)
    reason_id = fields.Many2one("foreign.trade.pool.reason", "Returned Because", readonly=True)
    product_category_ids = fields.Many2many(
        "product.category",
        string="Product Lines",
        compute="_compute_product_category_ids",
        search="_search_product_category_ids",
        compute_sudo=True,
    )
    wait_until = fields.Datetime(
        "Yours to Claim From",
        compute="_compute_wait_until",
        help="You had it until recently; until then it is for others.",
    )

    @api.model
    def _mask(self, name):
        """SQL for the masked form of an SQL expression: its beginning, and not how long it is."""
        return SQL(
            "left(btrim(%(name)s), CASE WHEN length(btrim(%(name)s)) < 5 THEN 1 ELSE 2 END)"
            " || '•••'",
            name=name,
        )

    @api.model
    def _tier(self, customer, company):
        """SQL for the tier of a customer in its company, else in the one that one works in."""
        company = SQL("COALESCE(%s, %s)", company, self.env.company.id)
        return self.env["res.partner"]._tier_to_sql(customer, company)

    @api.model
    def _product_category_query(self):
        """SQL query for (record id, product category id)."""
        raise NotImplementedError

    def _compute_product_category_ids(self):
        lines = {}
        query = SQL(
            "SELECT DISTINCT id, category_id FROM (%s) line(id, category_id)"
            " WHERE id = ANY(%s) ORDER BY 2",
            self._product_category_query(),
            self.ids,
        )
        for teaser_id, category_id in self.env.execute_query(query):
            lines.setdefault(teaser_id, []).append(category_id)
        for teaser in self:
            teaser.product_category_ids = lines.get(teaser.id, ())

    @api.model
    def _search_product_category_ids(self, operator, value):
        if operator not in ("in", "any", "child_of"):
            return NotImplemented
        domain = value if operator == "any" else [("id", operator, value)]
        categories = self.env["product.category"]._search(domain)
        query = SQL(
            "(SELECT id FROM (%s) line(id, category_id) WHERE category_id IN %s)",
            self._product_category_query(),
            categories.subselect(),
        )
        return [("id", "in", query)]

    @api.depends_context("uid")
    def _compute_wait_until(self):
        # sudo: one's own dates on records one does not read
        waits = self._get_records()._get_pool_waits(self.env.user)
        for teaser in self:
            teaser.wait_until = waits.get(teaser.id)

    def _get_records(self):
        """The records behind, as superuser."""
        return self.env[self._pool_model].sudo().browse(self._ids)

    def action_claim(self):
        """Claim these; what a colleague claimed at the same moment is said.

        :raises AccessError: for whoever sells nothing, or does not see the row
        :raises UserError: where none was free, or a limit of the policy is reached
        """
        self._check_claimer()
        rows = self.search([("id", "in", self.ids)])
        records = rows._get_records()
        if not records:
            raise UserError(self._get_records()._pool_taken_message())
        won = records._pool_claim(self.env.user)
        return self._claimed_action(self._get_records(), won)

    def _check_claimer(self):
        if not self.env.user.has_group("foreign_trade_crm.group_sales_representative"):
            raise AccessError(self.env._("Customers and leads are claimed by salespeople."))

    def _claimed_action(self, records, won):
        """One that was claimed opens; of several it is said how many."""
        self.env.invalidate_all()
        if len(records) == 1:
            return {
                "type": "ir.actions.act_window",
                "res_model": won._name,
                "res_id": won.id,
                "views": [(False, "form")],
            }
        message = self.env._("%(count)s claimed: they are yours now.", count=len(won))
        if lost := records - won:
            message += "\n" + lost._pool_taken_message()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if lost else "success",
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_open(self):
        """The record itself, for those who see all of them."""
        self.ensure_one()
        record = self.env[self._pool_model].browse(self.id)
        record.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }
