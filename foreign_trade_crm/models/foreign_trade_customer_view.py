from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .foreign_trade_customer_timeline import MAX_ID

#: keys of sections whose values are users
USERS = {"user_id", "clerk_id", "contact_last_user_id"}


class ForeignTradeCustomerView(models.AbstractModel):
    """Everything about one customer for one page of the web client, as its reader may see it.

    The first screen is one call and a constant number of queries, however long the history.
    Modules add what they know in :meth:`_prepare_sections`. Nothing here is stored.
    """

    _name = "foreign.trade.customer.view"
    _description = "Customer in One View"

    @api.model
    @api.readonly
    def load_customer(self, partner_id, kinds=None):
        """The first screen.

        :param int partner_id: a customer, or a contact of one
        :param list kinds: of the time line; all without
        :return: sections by name; only ``refused`` where the reader may not see the customer
        :raises AccessError: for anybody but our own people
        """
        partner = self._get_partner(partner_id)
        refused = self._prepare_refusal(partner)
        if refused:
            return {"refused": refused}
        # sudo: which company a contact belongs to; whether it may be read has been asked
        customer = partner.sudo().commercial_partner_id.sudo(False)
        sections = self._prepare_sections(customer)
        timeline = self._get_timeline()._fetch_page(customer, kinds)
        return {
            **sections,
            "users": self._fetch_users(set(self._collect_users(sections))),
            "timeline": timeline,
            "kinds": self._prepare_kinds(timeline.pop("kinds")),
        }

    @api.model
    @api.readonly
    def load_timeline(self, partner_id, kinds=None, cursor=None):
        """The next page of the time line, from ``next`` of the page before."""
        partner = self._get_partner(partner_id)
        if refused := self._prepare_refusal(partner):
            raise AccessError(refused["message"])
        customer = partner.sudo().commercial_partner_id.sudo(False)  # sudo: as in load
        return self._get_timeline()._fetch_page(customer, kinds, cursor)

    @api.model
    def _get_timeline(self):
        return self.env["foreign.trade.customer.timeline"]

    @api.model
    def _prepare_kinds(self, names):
        """Kinds of the filter: those whose documents the reader may see at all."""
        labels = self._get_timeline()._get_kinds()
        return [{"name": name, "label": labels[name]} for name in names]

    @api.model
    def _get_partner(self, partner_id):
        if not self.env.user._is_internal():
            raise AccessError(self.env._("This page is for our own people."))
        if type(partner_id) is not int or not 0 < partner_id <= MAX_ID:
            raise UserError(self.env._("A customer is named by its number."))
        self.env.flush_all()  # the union reads tables
        return self.env["res.partner"].with_context(active_test=False).browse(partner_id)

    @api.model
    def _prepare_sections(self, customer):
        """``{section: values}`` of the page; a section the reader may not see is missing."""
        return {}

    @api.model
    def _collect_users(self, value):
        """IDs of users anywhere in the sections, to be named at once."""
        if isinstance(value, dict):
            for name, inner in value.items():
                if name in USERS and inner:
                    yield inner
                else:
                    yield from self._collect_users(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from self._collect_users(inner)

    @api.model
    def _fetch_users(self, ids):
        """Names of colleagues, which are no secret, by ID (text, as JSON has it)."""
        rows = self.env.execute_query(
            SQL(
                """SELECT res_users.id, partner.name
                     FROM res_users JOIN res_partner AS partner ON partner.id = partner_id
                    WHERE res_users.id = ANY(%s)""",
                list(ids),
            )
        )
        return {str(user_id): name for user_id, name in rows}

    # ---------------------------------------------------------------------------- who may not

    @api.model
    def _prepare_refusal(self, partner):
        """Why the reader does not see this customer, or nothing."""
        # sudo: to tell one who may not see the customer why
        company = partner.sudo().exists().commercial_partner_id
        if not company:
            return {
                "reason": "missing",
                "message": self.env._("This customer does not exist, or no longer."),
            }
        if company.sudo(False).has_access("read"):
            return None
        if company.pool_member and not self.env.user._pool_sees_all():
            return self._prepare_pool_refusal()
        return self._prepare_colleague_refusal(company) or {
            "reason": "denied",
            "message": self.env._("You have no access to this customer."),
        }

    @api.model
    def _prepare_pool_refusal(self):
        """In the pool a customer has no name."""
        return {
            "reason": "pooled",
            "message": self.env._(
                "This customer is in the customer pool. Claim it there, and you see all of it."
            ),
        }

    @api.model
    def _prepare_colleague_refusal(self, company):
        """Name and owner, where the directory of colleagues' customers tells them anyway."""
        directory = self.env["foreign.trade.colleague.customer"]
        if not directory.has_access("read"):
            return None
        row = directory.search_fetch([("id", "=", company.id)], ["name", "user_id"])
        if not row:
            return None
        return {
            "reason": "colleague",
            "message": self.env._(
                "%(customer)s is a customer of %(owner)s. Ask to share it if you work on it too.",
                customer=row.name,
                owner=row.user_id.sudo().name,  # sudo: the name of a colleague
            ),
        }
