import runpy
from pathlib import Path

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..demo import webhooks
from ..tools import webhook_ready
from .web_common import WebhookCase

ADDRESS = ("street", "zip")
INQUIRY = "odoo.addons.foreign_trade_crm.models.foreign_trade_inquiry"


@tagged("post_install", "-at_install")
class TestWebhookMapping(WebhookCase):
    """What other systems send is read by the mapping of the channel."""

    def test_mapping_of_ones_own(self):
        self.site.write(
            {
                "webhook_format": "form",
                "mapping_ids": [
                    (5, 0, 0),
                    (0, 0, {"field_name": "external_id", "path": "order.number"}),
                    (0, 0, {"field_name": "contact_name", "path": "order.buyer.first"}),
                    (0, 0, {"field_name": "email", "path": "order.buyer.mails[0]"}),
                    (0, 0, {"field_name": "product", "path": "order.lines[*].item"}),
                    (0, 0, {"field_name": "quantity", "path": "order.lines[0].pieces"}),
                    (0, 0, {"field_name": "currency", "path": "order.currency | 'EUR'"}),
                ],
            }
        )
        order = {
            "number": "A-1",
            "buyer": {"first": "Ana", "mails": ["ana@buyer.example"]},
            "lines": [{"item": "Chair", "pieces": "500 pcs"}, {"item": "Table", "pieces": 3}],
        }
        self.assertEqual(self._post({"order": order}).status_code, 200)
        inquiry = self._log(self.site)
        self.assertEqual(inquiry.external_id, "A-1")
        self.assertEqual(inquiry.lead_id.email_normalized, "ana@buyer.example")
        self.assertIn("Chair, Table", inquiry.lead_id.name)
        for end in "ab":  # what is cut off may be all that tells them apart
            self._post({"order": {**order, "number": 600 * "x" + end}})
        self.assertEqual(len(self._log(self.site)), 3)

    def test_mapping_that_finds_nothing(self):
        self.site.write({"webhook_format": "form"})
        self.site.mapping_ids = [(5, 0, 0), (0, 0, {"field_name": "email", "path": "wrong"})]
        with mute_logger(INQUIRY):
            response = self._post({"deep": {"mail": "ana@buyer.example"}})
        self.assertEqual(response.status_code, 202, "kept until the mapping is corrected")
        inquiry = self._log(self.site)
        self.assertIn("Correct its paths", inquiry.error)
        self.site.mapping_ids.path = "deep.mail"
        inquiry.action_retry()
        self.assertEqual(inquiry.lead_id.email_normalized, "ana@buyer.example")

    def test_form_builder(self):
        channel = self._create_webhook("form")
        self.assertEqual(self._post(webhook_ready.EXAMPLES["form"], channel).status_code, 200)
        lead = self._log(channel).lead_id
        self.assertEqual(lead.partner_name, "Lakeside Outdoor LLC")
        self.assertEqual(lead.country_id.code, "US")
        self.assertIn("Do you have them in green?", lead.description)
        labelled = {
            "eventId": "e1",
            "data": {
                "responseId": "r1",
                "formName": "Catalogue",
                "fields": [
                    {"label": "Name", "type": "INPUT_TEXT", "value": "Pierre"},
                    {"label": "Email", "type": "INPUT_EMAIL", "value": "pierre@jardin.example"},
                    {"label": "Quantity", "type": "INPUT_TEXT", "value": "2 containers"},
                    {"label": "Colour", "type": "CHECKBOXES", "value": ["red", "blue"]},
                ],
            },
        }
        self.assertEqual(self._post(labelled, channel).status_code, 200)
        lead = self._log(channel)[-1].lead_id
        self.assertEqual(lead.contact_name, "Pierre")
        self.assertIn("Colour: red, blue", lead.description)

    def test_ready_mappings_of_before_learn_the_address(self):
        path = Path(__file__).parents[1] / "migrations/19.0.1.2.0/post-address_mappings.py"
        migrate = runpy.run_path(str(path))["migrate"]
        kinds = ("generic", "form", "meta_leads", "whatsapp")
        ready = {kind: self._create_webhook(kind) for kind in kinds}
        edited, archived = self._create_webhook("generic"), self._create_webhook("meta_leads")
        channels = edited.union(archived, *ready.values())
        for channel in channels:
            new = ("street", "zip", "city") if channel.webhook_format == "form" else ADDRESS
            channel.mapping_ids.filtered(lambda line, new=new: line.field_name in new).unlink()
        edited.mapping_ids.filtered(lambda line: line.field_name == "city").path = "address.town"
        archived.active = False
        names = archived.mapping_ids.filtered(lambda line: line.field_name == "contact_name")
        names.path = names.path.split(" + ")[0]
        kept = (edited | ready["whatsapp"]).mapping_ids
        migrate(self.cr, "19.0.1.1.0")
        for channel in channels - edited:
            lines = [(line.field_name, line.path) for line in channel.mapping_ids]
            self.assertEqual(lines, webhook_ready.READY[channel.webhook_format])
        self.assertEqual((edited | ready["whatsapp"]).mapping_ids, kept)
        lines = channels.mapping_ids
        migrate(self.cr, "19.0.1.1.0")
        self.assertEqual(channels.mapping_ids, lines)
        sent = {**webhook_ready.EXAMPLES["meta_leads"], "id": "7"}
        sent["field_data"] = [
            *sent["field_data"],
            {"name": "street_address", "values": ["12 Corniche Road"]},
            {"name": "post_code", "values": ["00000"]},
        ]
        self.assertEqual(self._post(sent, ready["meta_leads"]).status_code, 200)
        lead = self._log(ready["meta_leads"]).lead_id
        self.assertEqual((lead.street, lead.zip), ("12 Corniche Road", "00000"))

    def test_channels_of_the_demonstration(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        channels = {
            key: self.env["foreign.trade.channel"].create({"name": key, "kind": kind})
            for key, kind in (
                ("website", "website"),
                ("ads", "advertisement"),
                ("whatsapp", "whatsapp"),
            )
        }
        webhooks.configure(channels)
        page = channels["website"]
        self.assertEqual(page.with_context(lang="zh_CN").web_form_title, "宁波户外家具询盘")
        self.assertTrue(page.web_form_url and page.webhook_url)
        self.assertTrue(channels["ads"].webhook_verify_token)
        self.assertEqual(len(channels["whatsapp"].whatsapp_template_ids), 3)
        self.assertFalse(channels["whatsapp"].whatsapp_can_send, "no token: the link is used")
