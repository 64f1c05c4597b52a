import json

from odoo.tests import HttpCase

from ..tools import webhook_payload
from .lead_common import LeadCommon

SECRET = "tests-only-secret"


class WebhookCommon(LeadCommon):
    """The exporter's channel "Site" takes JSON signed with a secret."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site = cls._create_webhook("generic")

    @classmethod
    def _create_webhook(cls, webhook_format, **values):
        return cls.env["foreign.trade.channel"].create(
            {
                "name": f"Site {webhook_format}",
                "kind": "website",
                "company_id": cls.company.id,
                "team_id": cls.team.id,
                "webhook_format": webhook_format,
                "webhook_secret": SECRET,
                **values,
            }
        )

    @classmethod
    def _log(cls, channel):
        return cls.inquiries.search([("channel_id", "=", channel.id)], order="id")


class WebhookCase(WebhookCommon, HttpCase):
    def _post(self, document, channel=None, signature=None, headers=None, query=""):
        """POST a document, or bytes, signed as the channel wants unless a signature is given."""
        channel = channel or self.site
        raw = document if isinstance(document, bytes) else json.dumps(document).encode()
        name, value = channel._get_webhook_proof(raw)
        if signature is not None:
            value = signature
        return self.url_open(
            f"{channel._get_webhook_path()}{query}",
            data=raw,
            headers={"Content-Type": "application/json", name: value, **(headers or {})},
            method="POST",
        )

    def _sign(self, raw):
        return webhook_payload.sign(SECRET, raw)
