from odoo import api, models

from ..tools import lead_facts


class ForeignTradeInquiryLabels(models.Model):
    """What users call the facts of an inquiry, in mappings, patterns and notes."""

    _inherit = "foreign.trade.inquiry"

    @api.model
    def _get_facts_labels(self):
        """What users call each fact, in the language of this environment."""
        return dict(self.env["foreign.trade.inquiry"]._get_facts_selection())

    @api.model
    def _get_facts_selection(self):
        """(key, label) of every fact, in the order of forms and notes."""
        labels = (
            self.env._("Subject"),
            self.env._("Contact Name"),
            self.env._("Company Name"),
            self.env._("Position"),
            self.env._("Email"),
            self.env._("Phone"),
            self.env._("WhatsApp"),
            self.env._("Website"),
            self.env._("Country"),
            self.env._("Street"),
            self.env._("ZIP"),
            self.env._("City"),
            self.env._("Language"),
            self.env._("Industry"),
            self.env._("Product"),
            self.env._("Quantity"),
            self.env._("Unit"),
            self.env._("Target Price"),
            self.env._("Currency"),
            self.env._("Message"),
        )
        return list(zip(lead_facts.FACTS, labels, strict=True))
