from odoo import fields, models


class FetchmailServerMailbox(models.Model):
    _inherit = "fetchmail.server"

    foreign_trade_owner_id = fields.Many2one(
        "res.users",
        string="Owner of the Mailbox",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="cascade",
        help="Set on servers that hold a user's consent for their own mailbox.",
    )
