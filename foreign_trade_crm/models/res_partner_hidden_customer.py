from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

#: fields of leads, orders and invoices that make a customer one's own business, by table
DOCUMENTS = {
    "crm_lead": (("partner_id",), ("user_id", "clerk_id"), "lead_id"),
    "sale_order": (
        ("partner_id", "partner_invoice_id", "partner_shipping_id"),
        ("user_id", "clerk_id"),
        "order_id",
    ),
    "account_move": (("partner_id",), ("invoice_user_id",), None),
}
#: partners that a partner names, and that would come into reach by being named
NAMED_FIELDS = ("parent_id", "trade_consignee_id", "trade_notify_party_id", "trade_forwarder_id")


class ResPartnerHiddenCustomer(models.Model):
    """A colleague's customer is out of reach of those who do not work on it.

    One is on a customer who owns it or one of its contacts, is its clerk or a sharer, or has (or
    shares) a lead, order or invoice of it: nobody's own documents break. Whether the company wants
    this at all is asked by the rules of access, see ``res.users._sees_colleagues_customers``.
    """

    _inherit = "res.partner"

    colleagues_customer = fields.Boolean(
        compute="_compute_colleagues_customer",
        search="_search_colleagues_customer",
        compute_sudo=True,
        help="Owned by somebody else, and you do not work on it.",
    )

    @api.depends("user_id", "clerk_id", "sharer_ids", "commercial_partner_id")
    @api.depends_context("uid")
    def _compute_colleagues_customer(self):
        hidden = self._get_colleagues_customers()
        for partner in self:
            partner.colleagues_customer = partner._origin in hidden

    @api.model
    def _search_colleagues_customer(self, operator, value):
        if operator != "in":
            return NotImplemented
        self._flush_colleagues_customer()
        domain = Domain.custom(to_sql=lambda model, alias, query: self._colleagues_to_sql(alias))
        if True in value:
            return Domain.TRUE if False in value else domain
        return ~domain

    def _get_colleagues_customers(self, ignored=None):
        """Those of these partners that are out of the user's reach, in one query.

        :param ignored: leads or orders that do not count as one's own, such as one just made
        """
        ids = self._origin.ids
        if not ids:
            return self.browse()
        self._flush_colleagues_customer()
        condition = self._colleagues_to_sql("res_partner", ignored)
        rows = self.env.execute_query(
            SQL("SELECT id FROM res_partner WHERE id = ANY(%s) AND %s", ids, condition)
        )
        return self.browse(row[0] for row in rows)

    @api.model
    def _flush_colleagues_customer(self):
        self.flush_model(["user_id", "clerk_id", "commercial_partner_id", "partner_share"])
        self.env["foreign.trade.sharer"].flush_model()
        for table, (partners, users, _sharer) in DOCUMENTS.items():
            self.env[table.replace("_", ".")].flush_model([*partners, *users])

    @api.model
    def _colleagues_to_sql(self, alias, ignored=None):
        """SQL condition that a partner is a colleague's customer, for the user.

        Correlated, so that the planner chooses between looking up the few partners at hand and
        hashing one's own documents.
        """
        partner = SQL.identifier(alias)
        return SQL(
            """(
                %(partner)s.partner_share IS NOT FALSE
                AND %(partner)s.user_id IS DISTINCT FROM %(uid)s
                AND EXISTS (
                    SELECT 1 FROM res_partner customer
                     WHERE customer.id = %(partner)s.commercial_partner_id
                       AND customer.user_id <> %(uid)s
                       AND customer.clerk_id IS DISTINCT FROM %(uid)s
                )
                AND NOT EXISTS (
                    SELECT 1 FROM foreign_trade_sharer sharer
                     WHERE sharer.partner_id = %(partner)s.commercial_partner_id
                       AND sharer.user_id = %(uid)s
                )
                AND NOT (%(documents)s)
            )""",
            partner=partner,
            uid=self.env.uid,
            documents=SQL(" OR ").join(
                self._own_document_to_sql(partner, table, ignored) for table in DOCUMENTS
            ),
        )

    @api.model
    def _own_document_to_sql(self, partner, table, ignored):
        partners, users, sharer = DOCUMENTS[table]
        mine = [SQL("document.%s = %s", SQL.identifier(name), self.env.uid) for name in users]
        if sharer:
            mine.append(
                SQL(
                    "document.id IN (SELECT %s FROM foreign_trade_sharer WHERE user_id = %s)",
                    SQL.identifier(sharer),
                    self.env.uid,
                )
            )
        named = SQL(" OR ").join(
            SQL("document.%s = member.id", SQL.identifier(name)) for name in partners
        )
        left_out = ignored.ids if ignored is not None and ignored._table == table else []
        return SQL(
            """EXISTS (
                SELECT 1 FROM res_partner member JOIN %s document ON (%s)
                 WHERE member.commercial_partner_id = %s.commercial_partner_id
                   AND (%s) AND document.id <> ALL(%s)
            )""",
            SQL.identifier(table),
            named,
            partner,
            SQL(" OR ").join(mine),
            left_out,
        )

    def _check_in_reach(self, ignored=None):
        """:raises AccessError: where the user names a customer that is none of their business"""
        if self.env.su or self.env.user._sees_colleagues_customers():
            return
        hidden = self._get_colleagues_customers(ignored)
        if hidden:
            customer = hidden[:1].sudo().commercial_partner_id  # name and owner are no secret
            raise AccessError(
                self.env._(
                    "%(customer)s is a customer of %(owner)s. Ask to share it before you work on "
                    "it.",
                    customer=customer.name,
                    owner=customer.user_id.name,
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        """No contact is added to a colleague's customer: it would open the whole of it."""
        self._check_named_in_reach(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._check_named_in_reach([vals])
        return super().write(vals)

    @api.model
    def _check_named_in_reach(self, vals_list):
        ids = {vals[name] for vals in vals_list for name in NAMED_FIELDS if vals.get(name)}
        if ids:
            self.browse(ids)._check_in_reach()
