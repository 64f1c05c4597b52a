from odoo import Command, api, models

from ..tools import mail_pattern_ready as ready


class ForeignTradeGalleryMailPatterns(models.Model):
    """Ready set: the notification mails of the platforms that exporters sell on."""

    _inherit = "foreign.trade.gallery"

    @api.model
    def _load_mail_patterns(self):
        for number, (code, platform) in enumerate(ready.PLATFORMS.items(), 1):
            self._ensure(
                f"mail_pattern_{code}",
                "foreign.trade.mail.pattern",
                {
                    **platform,
                    "sequence": 10 * number,
                    "company_id": self.env.company.id,
                    "sample": ready.SAMPLES[code],
                    "line_ids": [Command.create(line) for line in ready.lines(code)],
                },
            )
