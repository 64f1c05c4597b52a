from odoo import fields, models


class ResUsersTeam(models.Model):
    _inherit = "res.users"

    works_for_others = fields.Boolean(
        readonly=True,
        copy=False,
        help="Is or was clerk or sharer of somebody else's record. As long as this is false, rules "
        "of access need not look for such records, and searches are as fast as without them.",
    )

    def _mark_works_for_others(self):
        """To be called whenever these users become clerk or sharer of something."""
        # sudo: whoever names a clerk does not edit users
        new = self.sudo().filtered(lambda user: not user.works_for_others)
        if new:
            new.works_for_others = True
            self.env.registry.clear_cache()  # rules of access are cached
