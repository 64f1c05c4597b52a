from odoo import fields, models
from odoo.fields import Command, Domain

#: what a customer wants again, as a rule, in its next deal
CARRIED = (
    "incoterm_id",
    "destination_port_id",
    "deal_currency_id",
    "certificate_asked_ids",
    "product_category_ids",
)


class CrmLeadNextDeal(models.Model):
    """A customer has many deals: a new one begins with what is known from the last."""

    _inherit = "crm.lead"

    previous_deal_id = fields.Many2one(
        "crm.lead",
        "Follows Deal",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        help="The earlier deal of this customer from which terms and competitors were taken over.",
        prefetch="trade_details",
    )
    repeat_order_id = fields.Many2one(
        "sale.order",
        "Repeats Order",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        check_company=True,
        prefetch="trade_details",
    )

    def action_new_deal(self):
        """A new deal of the same customer, filled in with what this one knows; not saved yet."""
        self.ensure_one()
        profile = self.partner_id._prepare_profile_deal_values()
        return self.partner_id._open_new_deal({**self._prepare_next_deal_values(), **profile})

    def _prepare_next_deal_values(self):
        """Values that the customer's next deal begins with."""
        values = {"previous_deal_id": self.id, "team_id": self.team_id.id}
        for name in CARRIED:
            if self[name]:
                values[name] = self._convert_carried(name)
        if self.competitor_ids.competitor_id:
            values["competitor_ids"] = self._prepare_known_competitors()
        return {name: value for name, value in values.items() if value}

    def _convert_carried(self, name):
        field = self._fields[name]
        if field.type == "many2many":
            return [Command.set(self[name].ids)]
        return field.convert_to_write(self[name], self)

    def _prepare_known_competitors(self):
        """Whom we will meet again; their old prices stay with the old deal."""
        return [
            Command.create({"competitor_id": competitor.id})
            for competitor in self.competitor_ids.competitor_id
        ]

    def convert_opportunity(self, partner, user_ids=False, team_id=False):
        """The inquiry of a returning buyer becomes a deal that knows the earlier ones."""
        result = super().convert_opportunity(partner, user_ids=user_ids, team_id=team_id)
        self.filtered(
            lambda lead: lead.channel_id and lead.type == "opportunity" and lead.partner_id
        )._take_over_known()
        return result

    def _take_over_known(self):
        """Fill what these deals do not say from their customers' profiles and last deals."""
        previous = self._find_previous_deals()
        for lead in self:
            # sudo: the profile of one's deal's customer is no secret
            known = lead.sudo().partner_id._prepare_profile_deal_values()
            if lead.id in previous:
                known = {**previous[lead.id]._prepare_next_deal_values(), **known}
            known.pop("team_id", None)
            values = {name: value for name, value in known.items() if not lead[name]}
            if values:
                lead.write(values)

    def _find_previous_deals(self):
        """``{lead id: last deal of its customer}``, a won one rather than others; one query.

        Deals of another company of ours are none of theirs, whoever converts the lead.
        """
        customers = self.sudo().partner_id.commercial_partner_id  # sudo: which company it is
        if not customers:
            return {}
        domain = Domain("partner_id", "child_of", customers.ids) & Domain(
            [("type", "=", "opportunity"), ("id", "not in", self.ids)]
        )
        deals = self.with_context(active_test=False)
        groups = deals._read_group(domain, ["partner_id", "company_id", "won_status"], ["id:max"])
        best = {}
        for partner, company, status, deal_id in groups:
            key = partner.sudo().commercial_partner_id, company.id
            best[key] = max(best.get(key, (False, 0)), (status == "won", deal_id))
        previous = {}
        for lead in self:
            customer = lead.sudo().partner_id.commercial_partner_id
            houses = {(lead.company_id or self.env.company).id, False}
            known = [best[customer, house] for house in houses if (customer, house) in best]
            if known:
                previous[lead.id] = self.browse(max(known)[1])
        return previous

    def _prepare_opportunity_quotation_context(self):
        """The quotation for a repeat has the terms of the order that is repeated."""
        context = super()._prepare_opportunity_quotation_context()
        order = self.repeat_order_id
        if order and order.has_access("read"):
            for name in order._get_repeated_terms():
                if order[name] and f"default_{name}" not in context:
                    context[f"default_{name}"] = order[name].id
        return context

    def _merge_get_fields(self):
        return [*super()._merge_get_fields(), "previous_deal_id", "repeat_order_id"]

    def _merge_get_fields_specific(self):
        return {
            **super()._merge_get_fields_specific(),
            "previous_deal_id": lambda fname, leads: (leads.previous_deal_id - leads)[:1].id,
        }

    def _merge_dependences(self, opportunities):
        """Deals that follow a merged one follow what it was merged into."""
        result = super()._merge_dependences(opportunities)
        # sudo: followers that the user may not see stay linked as well
        deals = self.sudo().with_context(active_test=False)
        following = deals.search([("previous_deal_id", "in", opportunities.ids)])
        following -= deals | opportunities.sudo()
        if following:
            following.previous_deal_id = self.id
        return result
