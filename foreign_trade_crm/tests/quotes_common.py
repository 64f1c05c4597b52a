from datetime import timedelta

from odoo import Command, fields

from .common import ForeignTradeCommon


class QuotesCommon(ForeignTradeCommon):
    """Trade quotations in USD, FOB Ningbo to Hamburg, 30 % deposit and 70 % against copy of B/L."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls.env.ref("foreign_trade_crm.payment_plan_tt_30_70_bl_copy")
        cls.ningbo = cls.env.ref("foreign_trade_crm.port_cnnbg")
        cls.hamburg = cls.env.ref("foreign_trade_crm.port_deham")
        cls.fob = cls.env.ref("account.incoterm_FOB")
        cls.won_stage = cls.env["crm.stage"].create(
            {"name": "Won", "is_won": True, "sequence": 99, "team_ids": [Command.link(cls.team.id)]}
        )

    @classmethod
    def _create_quotation(cls, user=None, **values):
        """A draft trade quotation of 100 chairs at 20 USD."""
        return cls._create_order(
            user,
            **{
                "incoterm": cls.fob.id,
                "port_loading_id": cls.ningbo.id,
                "port_discharge_id": cls.hamburg.id,
                "payment_plan_id": cls.plan.id,
                "validity_date": fields.Date.today() + timedelta(days=60),
                **values,
            },
        )

    @classmethod
    def _create_contract(cls, user=None, **values):
        """A draft proforma invoice over 2,000 USD for a quotation that was sent."""
        order = cls._create_quotation(user, **values)
        order.action_quotation_sent()
        order.action_make_contract()
        return order.contract_ids


class ReceiptsCommon(QuotesCommon):
    """With the accounts that receiving money needs."""

    chart_template = "generic_coa"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.invoice_policy = "order"
        cls.bank = cls.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", cls.company.id)], limit=1
        )

    def _receive(self, contract, amount, user=None, **values):
        """Finance registers a receipt for the contract."""
        receipt = (
            self.env["foreign.trade.contract.receipt"]
            .with_user(user or self.finance)
            .create({"contract_id": contract.id, "amount": amount, **values})
        )
        receipt.action_register()
        return self.env["account.payment"].search(
            [("foreign_trade_contract_id", "=", contract.id)], order="id desc", limit=1
        )

    def _countersigned(self, **values):
        contract = self._create_contract(**values)
        contract.action_issue()
        contract.buyer_po_number = "PO-4711"
        contract.action_countersign()
        return contract
