from odoo import models


class MailAlias(models.Model):
    _inherit = "mail.alias"

    def _is_addressed_by(self, addresses):
        """Whether one of these lower-case addresses reaches this alias, as the gateway decides.

        An alias without a domain (none is set up yet) is reached by its local part.
        """
        self.ensure_one()
        if (self.alias_full_name or "").lower() in addresses:
            return True
        if not self.alias_incoming_local and self.alias_domain_id:
            return False
        local_part = self.alias_name.lower()
        return any(address.rpartition("@")[0] == local_part for address in addresses)
