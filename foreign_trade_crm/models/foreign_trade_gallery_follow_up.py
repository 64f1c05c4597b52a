from odoo import api, models
from odoo.fields import Domain

#: channels on which somebody wrote to us and waits for an answer
INQUIRY_KINDS = ("website", "email", "platform", "whatsapp", "social", "advertisement", "referral")


class ForeignTradeGallery(models.Model):
    _inherit = "foreign.trade.gallery"

    @api.model
    def _load_follow_up(self):
        """The follow-up of an inquiry, for channels where the buyer waits for an answer.

        Bought lists and customs data start no plan: ten thousand imported cards are not ten
        thousand things to do today. A company without such a channel switches it on later.
        """
        domain = Domain("kind", "in", INQUIRY_KINDS)
        domain &= Domain("company_id", "in", (False, self.env.company.id))
        channels = self.env["foreign.trade.channel"].search(domain)
        plan = self._ensure(
            "follow_up_plan",
            "mail.activity.plan",
            {
                "name": self.env._("Follow-up of an inquiry"),
                "company_id": self.env.company.id,
                "res_model": "crm.lead",
                "follow_up": bool(channels),
                "follow_up_channel_ids": [(6, 0, channels.ids)],
            },
        )
        for sequence, (code, days, summary) in enumerate(self._get_follow_up_steps(), start=1):
            self._ensure(
                f"follow_up_{code}",
                "mail.activity.plan.template",
                {
                    "plan_id": plan.id,
                    "sequence": sequence,
                    "activity_type_id": self.env.ref(f"mail.mail_activity_data_{code}").id,
                    "summary": summary,
                    "delay_count": days,
                    "delay_unit": "days",
                    "delay_from": "after_plan_date",
                    "responsible_type": "trade_owner",
                },
            )

    @api.model
    def _get_follow_up_steps(self):
        """``[(type of activity, days after the assignment, what to do)]``

        Odoo keeps the summary of a step in one language: that of who loads the set.
        """
        env = self.with_context(lang=self.env.user.lang).env
        return [
            ("todo", 0, env._("Look at the company and answer")),
            ("email", 3, env._("No answer? Ask again with a photo or an offer")),
            ("call", 7, env._("Call or write on WhatsApp")),
        ]
