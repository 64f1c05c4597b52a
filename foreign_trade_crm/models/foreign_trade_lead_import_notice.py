from contextlib import contextmanager

from odoo import models


class ForeignTradeLeadImportNotice(models.Model):
    """Who gets leads of an import hears of it once, when it is over."""

    _inherit = "foreign.trade.lead.import"

    @contextmanager
    def _gather_notices(self):
        """Nobody is told of the leads made meanwhile; see ``_send_notices``."""
        yield self.with_context(mail_auto_subscribe_no_notify=True)

    def _send_notices(self):
        # sudo: as the leads were made
        leads = self.sudo().inquiry_ids.lead_id
        leads = leads.with_context(mail_auto_subscribe_no_notify=False)
        leads.filtered("assigned_rule_id")._notify_assignment()
