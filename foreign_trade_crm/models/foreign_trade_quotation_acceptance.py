from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

#: recorded by the buyer's own step on the portal, and by nobody's hand
ONLINE_METHODS = frozenset({"portal", "payment"})


class ForeignTradeQuotationAcceptance(models.Model):
    """That a buyer accepted a version: who, how and when. The version itself stays frozen."""

    _name = "foreign.trade.quotation.acceptance"
    _description = "Quotation Acceptance"
    _order = "accepted_on desc, id desc"

    version_id = fields.Many2one(
        "foreign.trade.quotation.version", required=True, index=True, ondelete="cascade"
    )
    order_id = fields.Many2one(related="version_id.order_id")
    accepted_on = fields.Date(required=True, default=fields.Date.context_today)
    accepted_by_id = fields.Many2one("res.partner", ondelete="set null")
    method = fields.Selection(
        [
            ("email", "E-mail"),
            ("purchase_order", "Purchase Order"),
            ("countersigned", "Countersigned Proforma Invoice"),
            ("portal", "Signature on the Portal"),
            ("payment", "Online Payment"),
            ("other", "Other"),
        ],
        "How",
        required=True,
        default="email",
    )
    note = fields.Char("Reference")
    attachment_ids = fields.Many2many(
        "ir.attachment",
        string="Purchase Order or E-mail",
        help="What the buyer sent: his purchase order, his e-mail.",
    )
    signed_by = fields.Char(readonly=True)
    signed_on = fields.Datetime(readonly=True)
    signature = fields.Image(readonly=True, max_width=1024, max_height=1024)
    user_id = fields.Many2one(
        "res.users", "Recorded By", default=lambda self: self.env.uid, readonly=True
    )

    @api.model_create_multi
    def create(self, vals_list):
        own = {"user_id": self.env.uid}
        if not self.env.su:  # signing is the buyer's own step, which the system records
            own |= {"signed_by": False, "signed_on": False, "signature": False}
        acceptances = super().create([{**vals, **own} for vals in vals_list])
        for acceptance in acceptances:
            acceptance._check_proof()
            acceptance._check_validity()
            acceptance._keep_attachments()
            acceptance._take_effect()
        return acceptances

    def _take_effect(self):
        self.ensure_one()
        order, version = self.version_id.order_id, self.version_id.sudo()
        order._set_accepted_version(self.version_id)
        # the countersigned document binds, and says itself what the order must say; online, the
        # acceptance stays on record even where the draft cannot be restored: see its callers
        if self.method not in ONLINE_METHODS and not self._is_countersigned():
            order._as_people()._restore_accepted(version)

    def _check_proof(self):
        """A purchase order has a number or a file; what is countersigned is a document of ours.

        Signing and paying online are the buyer's own steps, which the system records.
        """
        if self.method in ONLINE_METHODS and not (self.env.su or self._is_countersigned()):
            raise UserError(
                self.env._("Only the buyer signs or pays on the portal: say how you know.")
            )
        if self.method == "purchase_order" and not (self.note or self.attachment_ids):
            raise UserError(
                self.env._("Enter the number of the purchase order, or upload the buyer's file.")
            )
        if self.method == "countersigned" and not self._is_countersigned():
            raise UserError(
                self.env._("No proforma invoice made from this version is countersigned.")
            )

    def _is_countersigned(self):
        # sudo: whoever sells may know that the document was signed
        contracts = self.version_id.order_id.sudo().contract_ids
        return bool(
            contracts.filtered(
                lambda one: (
                    one.version_id == self.version_id
                    and one.state in ("countersigned", "effective")
                )
            )
        )

    def _check_validity(self):
        """An offer that has expired or was called off cannot be accepted any more, nor one in days
        to come."""
        order = self.version_id.order_id
        if self.method != "payment" and order.state == "cancel":
            raise UserError(self.env._("%(order)s is cancelled.", order=order.name))
        until = self.version_id.validity_date
        today = fields.Date.context_today(self)
        bound = self.method == "payment" or self._is_countersigned()
        if not bound and until and self.accepted_on > until:
            raise UserError(
                self.env._(
                    "%(version)s expired on %(date)s. Extend its validity first.",
                    version=self.version_id.name,
                    date=format_date(self.env, until),
                )
            )
        if self.accepted_on > today and not self.env.su:
            raise UserError(self.env._("An offer is not accepted in days to come."))

    def _keep_attachments(self):
        """What the buyer sent hangs on the acceptance, where nobody changes or deletes it; of a
        file that belongs to something else a copy is kept."""
        own = {"res_model": self._name, "res_id": self.id}
        kept = self.env["ir.attachment"].sudo()  # sudo: what may be read is kept for good
        for attachment in self.attachment_ids:
            attachment.check_access("read")
            if attachment.res_id:
                kept |= attachment.sudo().copy(own)
            else:
                attachment.sudo().write(own)
                kept |= attachment.sudo()
        if kept != self.attachment_ids:
            self.sudo().attachment_ids = kept
