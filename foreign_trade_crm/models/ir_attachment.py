from odoo import models
from odoo.exceptions import UserError

FROZEN_MODEL = "foreign.trade.quotation.version"
#: written by Odoo when the attachment travels with a message; says nothing about its content
FREE_FIELDS = frozenset({"access_token", "description"})


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def write(self, vals):
        if not FREE_FIELDS.issuperset(vals):
            self._check_not_frozen()
        return super().write(vals)

    def unlink(self):
        self._check_not_frozen()
        return super().unlink()

    def _check_not_frozen(self):
        """The PDF of a quotation version is as frozen as the version."""
        # whether it may be changed does not depend on who may read it
        if any(attachment.res_model == FROZEN_MODEL for attachment in self.sudo()):
            raise UserError(self.env[FROZEN_MODEL]._frozen_message())

    def _unlink_with_versions(self):
        """Delete the PDFs of versions that went with their order."""
        return super().unlink()
