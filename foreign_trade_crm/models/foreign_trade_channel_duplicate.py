from odoo import fields, models


class ForeignTradeChannelDuplicate(models.Model):
    _inherit = "foreign.trade.channel"

    duplicate_policy = fields.Selection(
        [
            ("create_and_flag", "Create a lead and flag it"),
            ("attach", "Attach to the open lead or opportunity"),
        ],
        string="Known Buyers",
        required=True,
        default="create_and_flag",
        help="What becomes of an inquiry of a buyer who is known already.\n"
        "Attach: where the same person, or somebody of the same company and domain, has an open "
        "lead or opportunity, the inquiry is posted there and its owner gets an activity. Where "
        "none is open, a lead is created for the customer.",
    )
