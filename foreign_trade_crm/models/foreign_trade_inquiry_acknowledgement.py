import logging

from psycopg2.errors import UniqueViolation

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import mute_logger

from ..tools import raw_email
from ..tools.free_email import company_domain

_logger = logging.getLogger(__name__)


class ForeignTradeInquiryAcknowledgement(models.Model):
    """Tell who wrote in that we have the inquiry: once a day, and never a machine."""

    _inherit = "foreign.trade.inquiry"

    def _after_processing(self):
        super()._after_processing()
        self = self._as_gateway()
        lead, template = self.lead_id, self.channel_id.acknowledge_template_id
        if self.state != "processed" or not template or not self._may_acknowledge(lead):
            return
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                self.acknowledged_on = self._get_today()
                self.flush_recordset()
                lead._send_acknowledgement(template)
        except UniqueViolation:
            _logger.info("%s was acknowledged by another worker", self.email_normalized)
        except Exception:
            _logger.warning("No acknowledgement for inquiry %s", self.id, exc_info=True)

    def _may_acknowledge(self, lead):
        """Whether this inquiry made the lead and its sender is a person outside our house."""
        address = self.email_normalized
        if not lead or not address or self.search_count(self._get_earlier_domain(lead), limit=1):
            return False
        return self._is_answerable(address) and not self._is_own_address(address)

    def _is_answerable(self, address):
        """Whether a person wrote this, whom an automatic answer may reach."""
        headers = raw_email.read_headers(self._get_payload())
        return raw_email.may_be_answered(headers, address)

    def _get_earlier_domain(self, lead):
        """Inquiries after which no acknowledgement is due: of this lead, or of today."""
        return [
            ("id", "!=", self.id),
            "|",
            ("lead_id", "=", lead.id),
            "&",
            ("email_normalized", "=", self.email_normalized),
            ("acknowledged_on", "=", self._get_today()),
        ]

    def _get_today(self):
        """The day it is in the channel's company: midnight in Greenwich is breakfast in Ningbo."""
        company = self.channel_id.company_id or self.env.company
        zone = company.resource_calendar_id.tz or "UTC"
        return fields.Date.context_today(self.with_context(tz=zone))

    def _is_own_address(self, address):
        domain = company_domain(address)
        own = set(self.env["mail.alias.domain"].search(Domain.TRUE).mapped("name"))
        companies = self.env["res.company"].search(Domain.TRUE)
        own.update(company_domain(company.email) for company in companies if company.email)
        colleague = [("email_normalized", "=", address), ("share", "=", False)]
        return bool(
            any(f".{domain}".endswith(f".{one}") for one in own if domain and one)
            or self.env["res.users"].search_count(colleague, limit=1)
        )
