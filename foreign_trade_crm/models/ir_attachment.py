from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .foreign_trade_cost_mixin import COST_GROUP

FROZEN_MODEL = "foreign.trade.quotation.version"
ACCEPTANCE_MODEL = "foreign.trade.quotation.acceptance"
CONTRACT_MODEL = "foreign.trade.contract"
#: states in which what the buyer sent back is proof
SIGNED_STATES = ("countersigned", "effective", "superseded")
#: papers on these say what suppliers ask, as secret as their prices
SECRET_MODEL = "product.supplierinfo"
#: written by Odoo when the attachment travels with a message or is previewed; says nothing
#: about its content
FREE_FIELDS = frozenset({"access_token", "description", "thumbnail"})


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def write(self, vals):
        if not FREE_FIELDS.issuperset(vals):
            self._check_not_frozen()
        return super().write(vals)

    def unlink(self):
        self._check_not_frozen()
        return super().unlink()

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access) and self._hides_supplier_papers():
            domain = Domain(domain) & Domain("res_model", "!=", SECRET_MODEL)
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _inaccessible_comodel_records(self, model_and_ids, operation):
        yield from super()._inaccessible_comodel_records(model_and_ids, operation)
        secret = model_and_ids.get(SECRET_MODEL)
        if secret and not self.env.su and self._hides_supplier_papers():
            yield from ((SECRET_MODEL, record_id) for record_id in secret)

    def _hides_supplier_papers(self):
        return not self.env.user.has_group(COST_GROUP)

    def _check_not_frozen(self):
        """The PDFs of a quotation version and of an issued document are as frozen as these, and
        what proves that the buyer accepted is evidence."""
        # whether it may be changed does not depend on who may read it
        attachments = self.sudo()
        if any(attachment.res_model == FROZEN_MODEL for attachment in attachments):
            raise UserError(self.env[FROZEN_MODEL]._frozen_message())
        if any(one.res_model == ACCEPTANCE_MODEL and one.res_id for one in attachments):
            raise UserError(
                self.env._("What the buyer sent to accept the quotation is kept as it was.")
            )
        of_contracts = attachments.filtered(lambda one: one.res_model == CONTRACT_MODEL)
        if of_contracts and of_contracts._is_issued_document():
            raise UserError(
                self.env._("What was issued, and what the buyer sent back, is kept as it was.")
            )

    def _is_issued_document(self):
        """Whether one of these is the PDF that a proforma invoice or contract was issued with, or
        the paper with which the buyer countersigned it."""
        signed = self.filtered(lambda one: one.res_field == "buyer_po_attachment")
        domain = Domain("pdf_attachment_id", "in", self.ids) | (
            Domain("id", "in", signed.mapped("res_id")) & Domain("state", "in", SIGNED_STATES)
        )
        return bool(self.env[CONTRACT_MODEL].search_count(domain, limit=1))

    def _unlink_with_versions(self):
        """Delete the PDFs of versions that went with their order."""
        return super().unlink()
