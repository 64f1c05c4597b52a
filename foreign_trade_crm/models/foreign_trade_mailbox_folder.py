from odoo import fields, models


class ForeignTradeMailboxFolder(models.Model):
    """How far a folder of a mailbox has been read."""

    _name = "foreign.trade.mailbox.folder"
    _description = "Folder of a Mailbox"
    _order = "role, id"

    mailbox_id = fields.Many2one(
        "foreign.trade.mailbox", required=True, index=True, ondelete="cascade"
    )
    role = fields.Selection([("inbox", "Inbox"), ("sent", "Sent")], required=True)
    name = fields.Char(required=True)
    uidvalidity = fields.Char(string="UIDVALIDITY")
    last_uid = fields.Char(string="Last UID", default="0")
    failed_uids = fields.Json(help="Mails that could not be filed yet, with their attempts.")

    _role_uniq = models.Constraint("unique (mailbox_id, role)", "One folder of each kind.")
