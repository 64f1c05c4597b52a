from odoo import api, models


class CrmLeadPeople(models.Model):
    """Whom creating a lead concerns is read in two queries: Odoo reads each of them by themselves,
    when it tells the owner and when it makes followers."""

    _inherit = "crm.lead"

    @api.model_create_multi
    def create(self, vals_list):
        given = {vals.get("user_id") for vals in vals_list}
        owners = {user_id for user_id in given if user_id and isinstance(user_id, int)}
        if owners:
            # sudo: Odoo reads them as superuser as well, to tell and to follow
            users = self.env["res.users"].sudo().browse({self.env.uid, *owners}).exists()
            users.partner_id.mapped("name")
        return super().create(vals_list)
