from odoo import models


class ResPartnerNextDeal(models.Model):
    """A new deal from the customer's form."""

    _inherit = "res.partner"

    def action_new_deal(self):
        """A new deal of this customer, filled in with what is known; not saved yet."""
        self.ensure_one()
        last = self._find_last_deal()
        known = last._prepare_next_deal_values() if last else {}
        return self._open_new_deal({**known, **self._prepare_profile_deal_values()})

    def _find_last_deal(self):
        """The customer's last deal that the user may see, a won one rather than others."""
        self.ensure_one()
        deals = self.env["crm.lead"].with_context(active_test=False)
        return deals.search(
            [
                ("partner_id", "child_of", self.commercial_partner_id.id),
                ("type", "=", "opportunity"),
            ],
            order="won_status desc, id desc",  # won, pending, lost
            limit=1,
        )

    def _open_new_deal(self, values):
        """The form of a new deal.

        :param dict values: what is known of it
        """
        values = {**self._prepare_new_deal_values(), **values}
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Deal"),
            "res_model": "crm.lead",
            "view_mode": "form",
            "views": [(False, "form")],
            "context": {f"default_{name}": value for name, value in values.items()},
        }

    def _prepare_new_deal_values(self):
        customer = self.commercial_partner_id
        return {
            "type": "opportunity",
            "partner_id": self.id,
            "name": self.env._("%(customer)s: new deal", customer=customer.name or ""),
            "user_id": self.env.uid,
        }

    def _prepare_profile_deal_values(self):
        """What the customer's trade profile says of every deal."""
        customer = self.commercial_partner_id
        values = {
            "incoterm_id": customer.trade_incoterm_id.id,
            "destination_port_id": customer.trade_port_discharge_id.id,
            "deal_currency_id": customer.trade_currency_id.id,
            "decision_role": self.decision_role,
        }
        return {name: value for name, value in values.items() if value}
