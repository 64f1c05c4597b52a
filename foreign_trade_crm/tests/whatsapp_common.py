import copy
from datetime import datetime, timedelta

from odoo.tests import Form

from ..tools import webhook_ready
from .graph_server import TOKEN, GraphServer
from .web_common import WebhookCase

NUMBER = "+50761234567"


class WhatsappCommon(WebhookCase):
    """The exporter's number at the Cloud API, the API being on this machine."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.enterClassContext(GraphServer())
        cls.env["ir.config_parameter"].set_param("foreign_trade_crm.graph_url", cls.server.url)
        cls.line = cls._create_webhook(
            "whatsapp",
            kind="whatsapp",
            whatsapp_phone_id="106540352242922",
            whatsapp_account_id="102290129340398",
            graph_token=TOKEN,
        )
        cls.messages = cls.env["foreign.trade.whatsapp.message"]
        cls.template = cls.env["foreign.trade.whatsapp.template"].create(
            {"name": "hello", "channel_id": cls.line.id, "body": "Hello {{1}}, about {{2}}."}
        )

    def setUp(self):
        super().setUp()
        self.server.refusal = None
        self.server.requests.clear()
        self.count = 0

    def _document(self, number=NUMBER, at=None, **message):
        """What WhatsApp posts for one message."""
        self.count += 1
        document = copy.deepcopy(webhook_ready.EXAMPLES["whatsapp"])
        value = document["entry"][0]["changes"][0]["value"]
        digits = number.lstrip("+")
        value["contacts"][0]["wa_id"] = digits
        at = at or datetime.now() - timedelta(minutes=5)
        stamp = int((at - datetime(1970, 1, 1)).total_seconds())
        value["messages"][0].update(
            {"from": digits, "id": f"wamid.in{self.count}", "timestamp": str(stamp), **message}
        )
        return document

    def _receive(self, *args, **kwargs):
        """Post a message; returns its inquiry."""
        response = self._post(self._document(*args, **kwargs), self.line)
        self.assertEqual(response.status_code, 200)
        return self._log(self.line)[-1]

    def _statuses(self, message, state, **more):
        status = {"id": message.external_id, "status": state, **more}
        value = {"messaging_product": "whatsapp", "statuses": [status]}
        document = {"entry": [{"changes": [{"field": "messages", "value": value}]}]}
        return self._post(document, self.line)

    def _wizard(self, record, user=None, **values):
        record = record.with_user(user or self.rep)
        action = record.action_whatsapp()
        self.assertEqual(action["res_model"], "foreign.trade.whatsapp.send")
        wizard = Form(
            self.env[action["res_model"]]
            .with_user(user or self.rep)
            .with_context(**action["context"])
        )
        for name, value in values.items():
            setattr(wizard, name, value)
        return wizard.save()
