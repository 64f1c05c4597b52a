from odoo import api, models

from .foreign_trade_deadline_policy_quotation import REPLY, REPLY_AGAIN, VALIDITY


class ForeignTradeGalleryQuotation(models.Model):
    """Ready set: quotations without reply after three and seven days, and before they expire."""

    _inherit = "foreign.trade.gallery"

    @api.model
    def _load_quotation_follow_up(self):
        again = self.env._("No reply to a quotation for 7 days")
        names = {
            REPLY: (self.env._("No reply to a quotation for 3 days"), 72, 0),
            REPLY_AGAIN: (again, 168, 0),
            VALIDITY: (self.env._("A quotation expires in 3 days"), 72, 72),
        }
        for code, (name, hours, warn_before) in names.items():
            self._ensure(
                f"deadline_{code}",
                "foreign.trade.deadline.policy",
                {
                    "name": name,
                    "code": code,
                    "domain": "[]",
                    "clock": "elapsed",
                    "hours": hours,
                    "warn_before": warn_before,
                    "escalate_to_leader": False,
                    "company_id": self.env.company.id,
                },
            )
