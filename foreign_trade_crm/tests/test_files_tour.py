from odoo.tests import HttpCase, tagged

from . import inquiry_samples
from .lead_import_common import HEADINGS, LeadImportCommon, many, xlsx


@tagged("post_install", "-at_install")
class TestFilesTour(LeadImportCommon, HttpCase):
    """Lists, proposals and answers, as a representative does it in the browser."""

    def _inquiry_lead(self):
        lead = self._receive(inquiry_samples.english).lead_id
        lead.user_id = self.rep
        return lead

    def test_import(self):
        record = self._upload(xlsx(HEADINGS, many(60)))
        url = f"/odoo/foreign.trade.lead.import/{record.id}"
        self.start_tour(url, "foreign_trade_lead_import", login=self.rep.login)
        self.env.invalidate_all()
        self.assertEqual((record.state, record.lead_count), ("done", 60))

    def test_full_composer(self):
        lead = self._inquiry_lead()
        partners = self.env["res.partner"].search_count([])
        self.start_tour(
            f"/odoo/crm.lead/{lead.id}", "foreign_trade_lead_reply", login=self.rep.login
        )
        self.env.invalidate_all()
        message = lead.message_ids.filtered(lambda one: "Dear Ms Schmidt" in (one.body or ""))
        self.assertIn("a.schmidt@elbe-garden.de", message.outgoing_email_to)
        self.assertEqual(self.env["res.partner"].search_count([]), partners)

    def test_apply_proposal(self):
        lead = self._inquiry_lead()
        self.start_tour(f"/odoo/crm.lead/{lead.id}", "foreign_trade_proposal", login=self.rep.login)
        self.env.invalidate_all()
        self.assertEqual(lead.type, "opportunity")
        self.assertEqual(lead.partner_id.name, "Anna Schmidt")
