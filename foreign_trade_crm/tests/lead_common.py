from unittest.mock import patch

from . import inquiry_samples
from .common import ForeignTradeCommon


class LeadCommon(ForeignTradeCommon):
    """An exporter whose channel "Website" listens to inquiry@ningbo-garden.example."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.alias_domain = cls.env["mail.alias.domain"].create(
            {
                "name": "ningbo-garden.example",
                "catchall_alias": "catchall",
                "bounce_alias": "bounce",
                "company_ids": [(6, 0, cls.company.ids)],
            }
        )
        cls.template = cls.env.ref("foreign_trade_crm.mail_template_acknowledgement")
        cls.channel = cls.env["foreign.trade.channel"].create(
            {
                "name": "Website",
                "kind": "website",
                "company_id": cls.company.id,
                "team_id": cls.team.id,
                "alias_name": "inquiry",
                "alias_domain_id": cls.alias_domain.id,
                "acknowledge_template_id": cls.template.id,
            }
        )
        cls.inquiries = cls.env["foreign.trade.inquiry"]
        cls.spain = cls.env.ref("base.es")
        cls.garden = cls.env["product.category"].create({"name": "Garden"})
        cls.chairs = cls.env["product.category"].create(
            {"name": "Chairs", "parent_id": cls.garden.id}
        )

    @classmethod
    def _gateway(cls, raw):
        """Give a mail to Odoo's gateway and return what the log holds of it."""
        before = cls.inquiries.search([])
        cls.env["mail.thread"].message_process(False, raw)
        return cls.inquiries.search([]) - before

    @classmethod
    def _receive(cls, maker=inquiry_samples.spanish, **headers):
        return cls._gateway(maker(cls.channel.alias_email, **headers))

    def _breaking(self, error):
        """While this lasts, no lead can be created."""
        return patch.object(type(self.env["crm.lead"]), "message_new", side_effect=error)

    def _lead(self, user=None, **values):
        """A lead as a user makes it, without naming an owner."""
        model = self.env["crm.lead"].with_user(user or self.rep)
        return model.create({"name": "Folding chairs", "type": "lead", **values})

    def _rule(self, **values):
        return self.env["foreign.trade.assignment.rule"].create(
            {"name": "Rule", "company_id": self.company.id, **values}
        )
