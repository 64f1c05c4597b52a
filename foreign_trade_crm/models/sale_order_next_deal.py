from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class SaleOrderNextDeal(models.Model):
    """An order that is repeated: a deal of its own, with the same goods and terms."""

    _inherit = "sale.order"

    repeat_deal_ids = fields.One2many(
        "crm.lead",
        "repeat_order_id",
        "Repeats",
        copy=False,
        groups="sales_team.group_sale_salesman",
    )
    repeat_deal_count = fields.Integer(
        "Number of Repeats",
        compute="_compute_repeat_deal_count",
        groups="sales_team.group_sale_salesman",
    )

    @api.depends("repeat_deal_ids")
    def _compute_repeat_deal_count(self):
        deals = self.env["crm.lead"].with_context(active_test=False)
        groups = deals._read_group(
            [("repeat_order_id", "in", self.ids)], ["repeat_order_id"], ["__count"]
        )
        counts = {order.id: count for order, count in groups}
        for order in self:
            order.repeat_deal_count = counts.get(order._origin.id, 0)

    @api.model
    def _get_repeated_terms(self):
        """Terms that a quotation for a repeat takes over from the order; many2one fields."""
        return (
            "incoterm",
            "port_loading_id",
            "port_discharge_id",
            "payment_plan_id",
            "pricelist_id",
        )

    def action_repeat_order(self):
        """A new deal with the goods of this order; not saved yet.

        :raises UserError: for what is no order yet
        """
        self.ensure_one()
        self.check_access("read")
        if self.state != "sale":
            raise UserError(
                self.env._("%(order)s is not confirmed: there is no order yet.", order=self.name)
            )
        return self.partner_id._open_new_deal(self._prepare_repeat_deal_values())

    def action_view_repeat_deals(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm.crm_lead_opportunities")
        return {
            **action,
            "name": self.env._("Repeats of %(order)s", order=self.name),
            "domain": [("repeat_order_id", "=", self.id)],
            "context": {"active_test": False},
        }

    def _prepare_repeat_deal_values(self):
        deal = self.opportunity_id
        known = deal._prepare_next_deal_values() if deal and deal.has_access("read") else {}
        values = {
            "name": self.env._("Repeat of %(order)s", order=self.name),
            "repeat_order_id": self.id,
            "company_id": self.company_id.id,
            "team_id": self.team_id.id,
            "incoterm_id": self.incoterm.id,
            "destination_port_id": self.port_discharge_id.id,
            "deal_currency_id": self.currency_id.id,
            "deal_amount": self.amount_untaxed,
            "requirement_line_ids": [
                Command.create(line._prepare_requirement_values())
                for line in self.order_line
                if line._is_repeated()
            ],
        }
        profile = self.partner_id._prepare_profile_deal_values()
        return {**known, **profile, **{name: value for name, value in values.items() if value}}
