import base64

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_date

from ..tools.portal_upload import check_person_name, check_signature

#: what a buyer may see of a document
PORTAL_STATES = ("issued", "countersigned", "effective", "superseded")


class ForeignTradeContractPortal(models.Model):
    """The buyer reads, signs and pays on the portal what was issued to him."""

    _name = "foreign.trade.contract"
    _inherit = ["foreign.trade.contract", "portal.mixin"]

    signed_by = fields.Char(readonly=True, copy=False)
    signed_on = fields.Datetime(readonly=True, copy=False)
    signature = fields.Image(readonly=True, copy=False, max_width=1024, max_height=1024)

    @api.model
    def _engine_fields(self):
        return super()._engine_fields() | {"signed_by", "signed_on", "signature"}

    def _compute_access_url(self):
        for contract in self:
            contract.access_url = f"/my/contracts/{contract.id}"

    def _is_open_to(self, user):
        """Whether a portal user belongs to the buyer of this document; as superuser."""
        self.ensure_one()
        if user._is_public() or not self.partner_id:
            return False
        customer = self.partner_id.commercial_partner_id
        return user.partner_id.commercial_partner_id == customer

    def _countersign_on_portal(self, name, signature, author):
        """The buyer signs; as superuser, for a visitor who showed the token or his login.

        :param str name: who signs
        :param str signature: picture, base64
        :raises UserError: for a visitor to read, when it cannot be signed (any more)
        """
        self.ensure_one()
        self._lock_for_countersigning()
        values = {
            "signed_by": check_person_name(self.env, name),
            "signature": check_signature(self.env, signature),
            "signed_on": fields.Datetime.now(),
        }
        self._write_step(values)
        self._countersign_by_buyer(
            self.env._("%(name)s signed on the portal.", name=values["signed_by"]), author
        )

    def _countersign_by_scan(self, filename, content, author):
        """The buyer sends back the signed paper; as superuser.

        :param bytes content: PDF or picture
        """
        self.ensure_one()
        self._lock_for_countersigning()
        scan = base64.b64encode(content)
        self.write({"buyer_po_attachment": scan, "buyer_po_filename": filename})
        self._countersign_by_buyer(
            self.env._("The countersigned document came through the portal."), author
        )
        # a scan is paper that somebody has to read
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=(self.user_id or self.create_uid).id,
            summary=self.env._("Read the countersigned scan"),
        )

    def _countersign_by_buyer(self, text, author):
        """Countersigned, and effective where the deposit is in.

        A closed gate on that way never takes the signature back.
        """
        self.message_post(body=text, author_id=author.id, subtype_xmlid="mail.mt_comment")
        self._note_countersigned()
        try:
            with self.env.cr.savepoint():
                self._become_effective()
        except UserError as error:
            self._remind_of_closed_gate(error, self.user_id)

    def _lock_for_countersigning(self):
        """Two who sign at once come one after the other, and only what is issued is signed."""
        self.flush_recordset()
        self.env.execute_query(
            SQL("SELECT id FROM foreign_trade_contract WHERE id = %s FOR NO KEY UPDATE", self.id)
        )
        self.invalidate_recordset(["state"])
        if reason := self._why_not_signed():
            raise UserError(reason)

    def _why_not_signed(self):
        """Why the buyer cannot sign (any more), for him to read; empty where he can.

        Signing accepts the offer, which cannot be after its last day, unless money came for it.
        """
        self.ensure_one()
        order, until = self.sudo().order_id, self.validity_date
        if self.state != "issued" or order.state == "cancel":
            return self.env._("This document cannot be signed any more.")
        if until and until < order._get_buyer_today() and self.paid_amount <= 0:
            return self.env._(
                "This offer expired on %(date)s. Ask us for a new one.",
                date=format_date(self.env, until),
            )
        return ""
