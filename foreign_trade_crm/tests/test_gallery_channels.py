from odoo.exceptions import AccessError
from odoo.tests import tagged

from .lead_common import LeadCommon


@tagged("post_install", "-at_install")
class TestGalleryChannels(LeadCommon):
    """The ready set of channels."""

    def _channels(self):
        return self.env["foreign.trade.channel"].search(
            [("company_id", "=", self.company.id), ("id", "!=", self.channel.id)]
        )

    def _load(self, user=None):
        gallery = self.env["foreign.trade.gallery"].with_user(user or self.manager)
        gallery.with_context(allowed_company_ids=self.company.ids)._load(["channels"])

    def test_one_of_each_kind(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self._load()
        channels = self._channels()
        kinds = [kind for kind, _label in channels._fields["kind"].selection]
        self.assertEqual(sorted(channels.mapped("kind")), sorted(kinds))
        for channel in channels:
            self.assertTrue(channel.source_id and channel.medium_id, channel.name)
            self.assertFalse(channel.trusted)
            self.assertFalse(channel.alias_name)
        fair = channels.filtered(lambda one: one.kind == "trade_fair")
        self.assertFalse(fair.acknowledge_template_id, "a card is no letter")
        mail = channels.filtered(lambda one: one.kind == "email")
        self.assertEqual(mail.acknowledge_template_id, self.template)
        self.assertEqual(mail.duplicate_policy, "attach")

    def test_again_keeps_what_was_changed(self):
        self._load()
        channels = self._channels()
        channels[0].write({"name": "Our shop", "source_id": False})
        channels[1].unlink()
        self._load()
        self.assertEqual(channels[0].name, "Our shop")
        self.assertFalse(channels[0].source_id)
        self.assertEqual(len(self._channels()), len(channels))

    def test_managers_only(self):
        with self.assertRaises(AccessError):
            self._load(self.rep)
