from odoo import models


class SaleOrderVersionChatter(models.Model):
    _inherit = "sale.order"

    def _after_version_frozen(self, version):
        """Colleagues read in the chatter what the round of bargaining changed."""
        result = super()._after_version_frozen(version)
        # sudo: whoever sends may know what was sent before
        version = version.sudo().with_context(lang=self.env.user.lang)
        previous = version._get_previous()
        if previous:
            self._message_log(body=version._prepare_change_note(previous))
        return result
