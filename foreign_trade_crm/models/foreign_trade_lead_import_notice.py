from contextlib import contextmanager

from odoo import models


class ForeignTradeLeadImportNotice(models.Model):
    """Who gets leads of an import hears of it once, when it is over."""

    _inherit = "foreign.trade.lead.import"

    def _get_run(self):
        """Names the import to the assignment, which tells people once for all its batches."""
        return f"lead_import:{self.id}"

    @contextmanager
    def _gather_notices(self):
        """Nobody is told of the leads assigned meanwhile; see ``_send_notices``."""
        with self.env["crm.lead"]._gather_assignment_notices(self._get_run()):
            yield

    def _queue_notices(self, leads):
        """The owner whom the import names is told like those that rules find."""
        if self.user_id and leads:
            self.env["foreign.trade.assignment.notice"].sudo()._queue(leads, self._get_run())

    def _send_notices(self):
        # sudo: notices are the system's
        self.env["foreign.trade.assignment.notice"].sudo()._send(self._get_run())
