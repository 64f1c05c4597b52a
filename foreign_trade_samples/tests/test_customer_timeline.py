from odoo.tests import tagged

from .common import SamplesCommon


@tagged("post_install", "-at_install")
class TestCustomerTimeline(SamplesCommon):
    """Samples stand in the time line of their customer."""

    def _load(self, user, kinds=None):
        self.env.flush_all()
        return (
            self.env["foreign.trade.customer.view"]
            .with_user(user)
            .load_customer(self.buyer.id, kinds)
        )

    def test_samples(self):
        request = self._create_dispatched()
        page = self._load(self.rep, ["sample"])
        [entry] = page["timeline"]["entries"]
        self.assertEqual((entry["title"], entry["state_label"]), (request.name, "Dispatched"))
        self.assertEqual((entry["dated"], entry["at"][:10]), (True, "2026-03-10"))
        self.assertIn("sample", [kind["name"] for kind in page["kinds"]])

    def test_what_was_written_on_them(self):
        request = self._create_dispatched()
        message = request.with_user(self.rep).message_post(
            body="They like the green one", message_type="comment", subtype_xmlid="mail.mt_note"
        )
        keys = {entry["key"] for entry in self._load(self.rep)["timeline"]["entries"]}
        self.assertIn(f"message,{message.id}", keys)

    def test_those_of_colleagues(self):
        theirs = self._create_lead(self.rep2, partner_id=self.buyer.id)
        request = self._create_request(self.rep2, theirs)
        for user, seen in ((self.rep, False), (self.rep2, True), (self.manager, True)):
            entries = self._load(user, ["sample"])["timeline"]["entries"]
            keys = {entry["key"] for entry in entries}
            self.assertEqual(f"sample,{request.id}" in keys, seen, user.login)
