"""What proves an acceptance hangs on it, where nobody changes or deletes it."""

from odoo import SUPERUSER_ID, api

MODEL = "foreign.trade.quotation.acceptance"


def migrate(cr, version):
    """Files used to hang on the quotation: a copy is kept, since nobody can tell which of them
    were there for the quotation's own sake."""
    acceptances = api.Environment(cr, SUPERUSER_ID, {})[MODEL].search(
        [("attachment_ids", "!=", False)]
    )
    for acceptance in acceptances:
        if MODEL not in acceptance.attachment_ids.mapped("res_model"):
            acceptance._keep_attachments()
