from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .foreign_trade_customer_timeline import Source

#: what a way of contact is in the time line; every other one is a chat
LOGGED_KIND = """CASE
    WHEN foreign_trade_contact_log.outcome = 'complaint' THEN 'claim'
    WHEN foreign_trade_contact_log.channel = 'phone' THEN 'call'
    WHEN foreign_trade_contact_log.channel IN ('video', 'meeting', 'visit', 'trade_fair')
        THEN 'meeting'
    WHEN foreign_trade_contact_log.channel = 'email' THEN 'email'
    ELSE 'chat' END"""
#: of documents that name them so
AMOUNT = {"amount": "amount_total", "currency_id": "currency_id"}


class ForeignTradeCustomerTimeline(models.AbstractModel):
    """Contacts, inquiries, deals, offers and orders of a customer."""

    _inherit = "foreign.trade.customer.timeline"

    @api.model
    def _get_kinds(self):
        return {
            **super()._get_kinds(),
            "email": self.env._("E-mail"),
            "chat": self.env._("Chat"),
            "call": self.env._("Call"),
            "meeting": self.env._("Meeting"),
            "note": self.env._("Note"),
            "task": self.env._("Activity Done"),
            "inquiry": self.env._("Inquiry"),
            "deal": self.env._("Deal Closed"),
            "quotation": self.env._("Quotation"),
            "order": self.env._("Order"),
            "contract": self.env._("Contract"),
        }

    @api.model
    def _get_family(self, customer):
        """The company and all its people and addresses, as a sub-query."""
        # sudo: to whom a document belongs; whether it may be read is asked of the document
        partners = self.env["res.partner"].sudo().with_context(active_test=False)
        return partners._search([("commercial_partner_id", "=", customer.id)])

    @api.model
    def _get_leads(self, customer):
        """All leads and deals of the company, as a sub-query."""
        # sudo: as above
        leads = self.env["crm.lead"].sudo().with_context(active_test=False)
        return leads._search([("partner_id", "in", self._get_family(customer))])

    @api.model
    def _get_sources(self, customer):
        return {
            **super()._get_sources(customer),
            **self._get_contact_sources(customer),
            **self._get_conversation_sources(customer),
            **self._get_offer_sources(customer),
            **self._get_order_sources(customer),
        }

    @api.model
    def _get_contact_sources(self, customer):
        leads = self._get_leads(customer)
        return {
            "inquiry": Source(
                "foreign.trade.inquiry",
                Domain("lead_id", "in", leads),
                ("received_at",),
                ("inquiry",),
                {"title": "name", "who": "email_from", "state": "state"},
            ),
            "logged": Source(
                "foreign.trade.contact.log",
                Domain("customer_id", "=", customer.id) | Domain("lead_id", "in", leads),
                ("contacted_at",),
                ("call", "meeting", "email", "chat", "claim"),
                {
                    "kind": SQL(LOGGED_KIND),
                    "title": "channel",
                    "text": "note",
                    "state": "outcome",
                    "direction": "direction",
                    "user_id": "user_id",
                },
            ),
        }

    @api.model
    def _get_conversation_sources(self, customer):
        leads = self._get_leads(customer)
        by_partner = Domain("partner_id", "in", self._get_family(customer))
        return {
            "whatsapp": Source(
                "foreign.trade.whatsapp.message",
                by_partner | Domain("lead_id", "in", leads),
                ("date",),
                ("chat",),
                {
                    "title": SQL("'WhatsApp'"),
                    "text": "body",
                    "state": "state",
                    "direction": "direction",
                    "user_id": "user_id",
                    "who": "number",
                },
            ),
            "calendar": Source(
                "calendar.event",
                self._get_meeting_domain(customer, leads),
                ("start",),
                ("meeting",),
                {"title": "name", "user_id": "user_id"},
            ),
        }

    @api.model
    def _get_meeting_domain(self, customer, leads):
        """Meetings with these people or about these deals that took place, but for others'
        private ones.
        """
        meetings = self.env["calendar.event"]
        return (
            (
                Domain("opportunity_id", "in", leads)
                | Domain("partner_ids", "in", self._get_family(customer))
            )
            & Domain("start", "<=", fields.Datetime.now())
            & (
                Domain("partner_ids", "in", self.env.user.partner_id.ids)
                | Domain(meetings._get_default_privacy_domain())
            )
        )

    @api.model
    def _get_offer_sources(self, customer):
        by_partner = Domain("partner_id", "in", self._get_family(customer))
        return {
            "deal": Source(
                "crm.lead",
                by_partner & Domain("won_status", "in", ("won", "lost")),
                ("date_closed",),
                ("deal",),
                {
                    "title": "name",
                    "state": "won_status",
                    "amount": "deal_amount",
                    "currency_id": "deal_currency_id",
                    "user_id": "user_id",
                },
            ),
            "quotation": Source(
                "foreign.trade.quotation.version",
                by_partner,
                ("sent_at", "create_date"),
                ("quotation",),
                {"title": "name", "text": "price_terms", "user_id": "sent_by_id", **AMOUNT},
            ),
        }

    @api.model
    def _get_order_sources(self, customer):
        by_partner = Domain("partner_id", "in", self._get_family(customer))
        return {
            "order": Source(
                "sale.order",
                by_partner & Domain("state", "in", ("sale", "cancel")),
                ("date_order",),
                ("order",),
                {
                    "title": "name",
                    "text": "client_order_ref",
                    "state": "state",
                    "user_id": "user_id",
                    **AMOUNT,
                },
            ),
            "contract": Source(
                "foreign.trade.contract",
                by_partner & Domain("state", "!=", "draft"),
                ("issued_on", "create_date"),
                ("contract",),
                {"title": "name", "state": "state", "user_id": "user_id", **AMOUNT},
            ),
        }
