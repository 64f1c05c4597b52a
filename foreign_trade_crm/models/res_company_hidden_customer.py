from odoo import Command, api, fields, models


class ResCompanyHiddenCustomer(models.Model):
    _inherit = "res.company"

    foreign_trade_hide_customers = fields.Boolean(
        "Hide Colleagues' Customers",
        help="Sales representatives see of a colleague's customer its name and owner, nothing "
        "more, unless they work on it: as its clerk, as a sharer or with documents of their own.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        if any(vals.get("foreign_trade_hide_customers") for vals in vals_list):
            self._apply_hidden_customers()
        return companies

    def write(self, vals):
        result = super().write(vals)
        if "foreign_trade_hide_customers" in vals:
            self._apply_hidden_customers()
        return result

    def _apply_hidden_customers(self):
        """The directory of names and owners is offered where it is all one sees."""
        # sudo: one setting of any company decides
        hides = self.sudo().search_count([("foreign_trade_hide_customers", "=", True)], limit=1)
        directory = self.env.ref("foreign_trade_crm.group_customer_directory")
        command = Command.link(directory.id) if hides else Command.unlink(directory.id)
        representatives = self.env.ref("foreign_trade_crm.group_sales_representative")
        representatives.sudo().implied_ids = [command]
        if not hides:
            directory.sudo().user_ids = [Command.clear()]
        self.env.registry.clear_cache()  # rules of access are cached
