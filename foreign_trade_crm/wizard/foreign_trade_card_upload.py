from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools import vcard


class ForeignTradeCardUpload(models.TransientModel):
    """Business cards from a phone: share the contact as a file and upload it here."""

    _name = "foreign.trade.card.upload"
    _description = "Upload Business Cards"

    channel_id = fields.Many2one(
        "foreign.trade.channel",
        required=True,
        default=lambda self: self.env["foreign.trade.lead.import"]._default_channel_id(),
    )
    attachment_ids = fields.Many2many("ir.attachment", string="Cards", required=True)
    mine = fields.Boolean(
        string="These Are My Leads",
        default=True,
        help="Otherwise the assignment rules decide who gets them.",
    )
    note = fields.Char(help="Added to every card, for example where you met.")

    def action_upload(self):
        """Store each card as an inquiry and make its lead.

        :raises UserError: where a file is no vCard
        """
        self.ensure_one()
        self.channel_id.check_access("read")
        # sudo: the log is written by the system; the user stays who entered the leads
        inquiries = self.env["foreign.trade.inquiry"].sudo()
        found, new = inquiries, inquiries
        company = self.channel_id.company_id or self.env.company
        for attachment in self.attachment_ids:
            content = attachment.raw or b""
            cards = vcard.split(content) if len(content) <= vcard.MAX_BYTES else ()
            if len(content) > vcard.MAX_BYTES or len(cards) > vcard.MAX_CARDS:
                raise UserError(
                    self.env._(
                        "“%(name)s” holds more than %(limit)s business cards. Split it into "
                        "several files.",
                        name=attachment.name,
                        limit=vcard.MAX_CARDS,
                    )
                )
            if not cards:
                raise UserError(
                    self.env._(
                        "“%(name)s” holds no business card. On the phone, open the contact and "
                        "share it as a file (.vcf).",
                        name=attachment.name,
                    )
                )
            stored, fresh = inquiries.with_company(company)._receive_cards(
                self.channel_id.sudo(), content, self.env.user if self.mine else None
            )
            found |= stored
            new |= fresh
        # what was attached to an open lead is that lead's owner's
        self._add_note(new.filtered(lambda one: not one.attached).lead_id)
        self.attachment_ids.unlink()
        return self._get_result_action(found, new)

    def _add_note(self, leads):
        for lead in leads if self.note else ():
            lead.description = Markup("%s<p>%s</p>") % (lead.description or Markup(), self.note)

    def _get_result_action(self, found, new):
        leads = found.lead_id.with_env(self.env)._filtered_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "foreign_trade_crm.crm_lead_action_foreign_trade"
        )
        action.update(domain=[("id", "in", leads.ids)], context={"active_test": False})
        if len(leads) == 1:
            action.update(res_id=leads.id, views=[(False, "form")], view_mode="form")
        known = len(found) - len(new)
        if not known:
            return action
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._("Cards that came in before: %(count)s.", count=known),
                "next": action if leads else {"type": "ir.actions.act_window_close"},
            },
        }
