from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from .foreign_trade_pool_take_back import TAKE


class ResPartnerPoolDocuments(models.Model):
    """Open documents keep a customer with its owner. Modules add theirs to these queries."""

    _inherit = "res.partner"

    @api.model
    def _pool_protection_labels(self):
        return {
            **super()._pool_protection_labels(),
            "order": self.env._("open order %(name)s"),
            "quotation": self.env._("open quotation %(name)s"),
            "invoice": self.env._("open invoice %(name)s"),
            "contract": self.env._("open contract %(name)s"),
            "colleague": self.env._("a colleague's open lead or opportunity"),
        }

    def _pool_protection_queries(self):
        return super()._pool_protection_queries() + [
            self._pool_order_query(),
            self._pool_quotation_query(),
            self._pool_invoice_query(),
            self._pool_contract_query(),
            self._pool_colleague_query(),
        ]

    def _pool_order_query(self):
        """Confirmed, and not yet delivered and invoiced in full."""
        return self._pool_document_query(
            "order",
            "sale_order",
            SQL(
                """document.state = 'sale'
               AND NOT (document.invoice_status IN ('invoiced', 'upselling')
                        AND COALESCE(document.delivery_status, 'full') = 'full')"""
            ),
        )

    def _pool_quotation_query(self):
        """Until it expires; one without a date, and a colleague's, as long as somebody works on it.

        Not worked on is what nobody changed for as long as the customer may go without follow-up:
        a draft that was forgotten keeps nobody for ever.
        """
        worked_on = SQL(" OR ").join(
            SQL("customer.id = ANY(%s) AND document.write_date >= %s", ids, moment)
            for moment, ids in self._get_pool_patience().items()
        )
        return self._pool_document_query(
            "quotation",
            "sale_order",
            SQL(
                """document.state IN ('draft', 'sent')
               AND (document.validity_date >= %s
                    OR (document.validity_date IS NULL
                        OR document.user_id IS DISTINCT FROM customer.user_id) AND (%s))""",
                fields.Date.today(),
                worked_on,
            ),
        )

    def _get_pool_patience(self):
        """``{moment: ids}`` of customers that may be taken back when not followed up since then."""
        moments = {}
        for policy, partners in self.grouped(lambda partner: partner._pool_policy()).items():
            limits = policy._get_limits(self._name, TAKE) if policy else {}
            for partner in partners.with_company(policy.company_id):
                moment = limits.get(partner.customer_tier or None, datetime.min)
                moments.setdefault(moment, []).append(partner.id)
        return moments

    def _pool_invoice_query(self):
        return self._pool_document_query(
            "invoice",
            "account_move",
            SQL(
                """document.move_type <> 'entry'
               AND (document.state = 'draft'
                    OR document.state = 'posted'
                    AND document.payment_state IN ('not_paid', 'partial', 'in_payment'))"""
            ),
        )

    def _pool_contract_query(self):
        """Issued, and not yet paid in full."""
        return self._pool_document_query(
            "contract",
            "foreign_trade_contract",
            SQL(
                """document.state IN ('issued', 'countersigned', 'effective')
               AND document.payment_state <> 'paid'"""
            ),
        )

    def _pool_colleague_query(self):
        """A colleague works on this customer: it would vanish under their hands."""
        return self._pool_document_query(
            "colleague",
            "crm_lead",
            SQL(
                """document.active IS TRUE AND document.won_status = 'pending'
               AND document.user_id <> customer.user_id"""
            ),
            name=SQL("''"),
        )

    def _pool_recent_orders(self, days):
        """Customers that ordered within so many days, with that order."""
        if not days or not self:
            return {}
        since = fields.Datetime.now() - timedelta(days=days)
        query = SQL(
            "%s AND document.date_order >= %s",
            self._pool_document_query("order", "sale_order", SQL("document.state = 'sale'")),
            since,
        )
        label = self.env._("recent order %(name)s")
        return {row[0]: label % {"name": row[2]} for row in self.env.execute_query(query)}

    def _pool_document_query(self, kind, table, condition, name=None):
        """Documents of a customer or of one of its contacts.

        :param SQL condition: on the aliases ``document`` and ``customer``
        """
        return SQL(
            """
            SELECT customer.id, %s, %s
              FROM res_partner customer
              JOIN res_partner member ON member.commercial_partner_id = customer.id
              JOIN %s document ON document.partner_id = member.id
             WHERE customer.id = ANY(%s) AND %s
            """,
            kind,
            name or SQL("document.name"),
            SQL.identifier(table),
            self.ids,
            condition,
        )
