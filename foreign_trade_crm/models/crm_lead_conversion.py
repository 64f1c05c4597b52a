from odoo import api, fields, models


class CrmLeadConversion(models.Model):
    """A lead becomes a customer: a company and its contact, with or without an opportunity."""

    _inherit = "crm.lead"

    is_customer_only = fields.Boolean(
        "Customer Without Opportunity",
        readonly=True,
        copy=False,
        help="The lead became a customer; there is no deal to work on yet.",
    )

    @api.depends("is_customer_only")
    def _compute_won_status(self):
        """Archived because it has become a customer is not lost."""
        done = self.filtered("is_customer_only")
        if not done:
            return super()._compute_won_status()
        done.won_status = "pending"
        return super(CrmLeadConversion, self - done)._compute_won_status()

    def convert_opportunity(self, partner, user_ids=False, team_id=False):
        """A lead from a channel gets its company and contact through this door too.

        Core's wizard makes them before it calls this; other callers may name no customer.
        """
        if not partner:
            leads = self.filtered(lambda lead: lead.channel_id and lead.active)
            leads._handle_partner_assignment(create_missing=True)
            for lead in leads:
                super(CrmLeadConversion, lead).convert_opportunity(lead.partner_id)
            others = self - leads
            if others:
                super(CrmLeadConversion, others).convert_opportunity(partner)
            if user_ids or team_id:
                self._handle_salesmen_assignment(user_ids=user_ids, team_id=team_id)
            return True
        return super().convert_opportunity(partner, user_ids=user_ids, team_id=team_id)

    def _convert_opportunity_data(self, customer, team_id=False):
        values = super()._convert_opportunity_data(customer, team_id=team_id)
        return {**values, "is_customer_only": False} if self.is_customer_only else values

    def _convert_to_customer(self):
        """These leads have become customers without an opportunity: they are done.

        They leave the working lists and stay in the statistics of their channel.

        :raise GateError: as for a conversion to an opportunity
        """
        leads = self.filtered(lambda lead: lead.type == "lead" and lead.partner_id)
        leads.write(leads._prepare_customer_only_values())
        return leads

    def _get_customer_action(self):
        """Open the customers that these leads became."""
        customers = self.partner_id.commercial_partner_id
        action = {
            "type": "ir.actions.act_window",
            "domain": [("id", "in", customers.ids)],
            "name": self.env._("Customers"),
            "res_model": "res.partner",
            "view_mode": "list,form",
        }
        if len(customers) == 1:
            action.update(view_mode="form", res_id=customers.id)
        return action

    @api.model
    def _prepare_customer_only_values(self):
        return {
            "is_customer_only": True,
            "date_conversion": self.env.cr.now(),
            "validity": "valid",
            "active": False,
        }

    def _handle_partner_assignment(
        self, force_partner_id=False, create_missing=True, with_parent=None
    ):
        result = super()._handle_partner_assignment(
            force_partner_id=force_partner_id,
            create_missing=create_missing,
            with_parent=with_parent,
        )
        self._share_facts_with_customer()
        return result

    def _create_customer(self, with_parent=None):
        """The contact joins the company that is on record under the same name, if there is one."""
        if with_parent is None and self.channel_id:  # a wizard says which, or none
            with_parent = self._find_known_company({"name"})
        return super()._create_customer(with_parent=with_parent)

    def _find_known_company(self, keys):
        """The company on record that this lead's contact belongs to, as far as the user sees it.

        :param set keys: which of the duplicate finder's keys count: ``name``, ``domain``
        """
        self.ensure_one()
        matches = self.env["foreign.trade.duplicate.finder"]._find_for_records(self)[0]
        ids = [
            match["id"]
            for match in matches
            if match["model"] == "res.partner" and match["active"] and match["keys"] & keys
        ]
        found = self.env["res.partner"].browse(ids)._filtered_access("read")
        return found.commercial_partner_id.filtered("is_company")[:1]

    def _prepare_customer_values(self, partner_name, is_company=False, parent_id=False):
        """Facts of the company go to the company, those of the contact to the contact."""
        values = super()._prepare_customer_values(
            partner_name, is_company=is_company, parent_id=parent_id
        )
        if is_company:
            return {**values, **self._prepare_company_facts()}
        return {**values, "decision_role": self.decision_role}

    def _assign_userless_lead_in_team(self, creation_source):
        """Inquiries wait in the team's pool for a rule or a person, not with its leader."""
        return super(
            CrmLeadConversion, self.filtered(lambda lead: not lead.channel_id)
        )._assign_userless_lead_in_team(creation_source)
