from odoo import api, models

#: kind, utm source, utm medium, whether its sender is told that we have it, known buyers
CHANNELS = (
    ("website", "Website", "Website", True, "attach"),
    ("email", "Direct e-mail", "Email", True, "attach"),
    ("platform", "B2B platform", "B2B platform", True, "attach"),
    ("whatsapp", "WhatsApp", "Chat", False, "attach"),
    ("social", "Social network", "Social", True, "attach"),
    ("advertisement", "Advertisement", "Paid search", True, "attach"),
    ("trade_fair", "Trade fair", "Trade fair", False, "create_and_flag"),
    ("customs_data", "Customs data", "Data", False, "create_and_flag"),
    ("directory", "Directory", "Data", False, "create_and_flag"),
    ("referral", "Referral", "Referral", False, "create_and_flag"),
    ("repeat", "Repeat customer", "Existing customer", False, "attach"),
)


class ForeignTradeGalleryChannels(models.Model):
    """Ready set: one channel of each kind, with defaults that fit the kind.

    None is trusted and none has an address yet: which mail address a company publishes, only the
    company knows.
    """

    _inherit = "foreign.trade.gallery"

    @api.model
    def _load_channels(self):
        names = self._get_channel_names()
        template = self.env.ref(
            "foreign_trade_crm.mail_template_acknowledgement", raise_if_not_found=False
        )
        team = self._get_assignment_team()
        for number, (kind, source, medium, acknowledge, policy) in enumerate(CHANNELS, 1):
            name = f"channel_{kind}"
            values = {"name": names[kind]}
            if not self._loaded(name, "foreign.trade.channel"):
                values |= {
                    "kind": kind,
                    "sequence": 10 * number,
                    "company_id": self.env.company.id,
                    "team_id": team.id,
                    "source_id": self._get_utm("utm.source", source).id,
                    "medium_id": self._get_utm("utm.medium", medium).id,
                    "acknowledge_template_id": acknowledge and template and template.id,
                    "duplicate_policy": policy,
                }
            self._ensure(name, "foreign.trade.channel", values)

    @api.model
    def _get_channel_names(self):
        return {
            "website": self.env._("Website"),
            "email": self.env._("E-mail"),
            "platform": self.env._("B2B platform"),
            "whatsapp": self.env._("WhatsApp"),
            "social": self.env._("Social network"),
            "advertisement": self.env._("Advertisement"),
            "trade_fair": self.env._("Trade fair"),
            "customs_data": self.env._("Customs data"),
            "directory": self.env._("Directory"),
            "referral": self.env._("Referral"),
            "repeat": self.env._("Repeat customer"),
        }

    @api.model
    def _get_utm(self, model, name):
        """The source or medium of this name, shared by all companies; made where it is missing."""
        # sudo: managers of sales need not be those of marketing
        records = self.env[model].sudo().with_context(active_test=False)
        return records.search([("name", "=ilike", name)], limit=1) or records.create({"name": name})
