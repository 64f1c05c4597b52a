#: why buyers choose this exporter, one after the other
WIN_REASONS = ("quality", "price", "service", "lead_time", "certificates", "design")


class Contracts:
    """Proforma invoices: issued, countersigned with the buyer's order, deposit received."""

    MOMENT = "contract_issue"

    def __init__(self, world, customers):
        self.world = world
        self.customers = customers

    def issue(self, order):
        """The representative makes it from the last version; the manager agrees; it goes out."""
        # numbers carry the year of the day
        day = self.world.history.moment.date()
        order.with_context(ir_sequence_date=day).action_make_contract()
        contract = order.contract_ids[:1]
        contract.action_request_approval(self.MOMENT)
        self._approve(contract)
        contract.action_issue()
        self.world.history.touch(order, contract)
        return contract

    def countersign(self, contract, purchase_order):
        """The buyer sends it back with the number of his purchase order."""
        contract.buyer_po_number = purchase_order
        contract.order_id.client_order_ref = purchase_order
        self._say_why(contract.opportunity_id)
        contract.action_countersign()
        self.world.history.touch(contract, contract.order_id)

    def receive_deposit(self, contract, date):
        """Finance registers the deposit against the proforma invoice, before any invoice."""
        contract = contract.with_env(self.world.as_user("finance"))
        wizard = contract.env["foreign.trade.contract.receipt"].create(
            {
                "contract_id": contract.id,
                "payment_date": date,
                "journal_id": self.world.bank_journal(contract.currency_id).id,
            }
        )
        wizard.action_register()
        self.world.history.touch(contract, contract.order_id, contract.payment_ids)

    def declare_effective(self, contract):
        """A manager does not wait for the deposit: the order is confirmed, production held."""
        contract.with_env(self.world.as_user("manager")).action_declare_effective(
            reason="Approval of the exchange control is on its way; season starts in time only "
            "if the order is booked now. 外汇审批办理中,先行确认订单。"
        )
        self.world.history.touch(contract, contract.order_id)

    def _say_why(self, deal):
        """The deal is as good as won: its owner notes the reason."""
        code = WIN_REASONS[deal.id % len(WIN_REASONS)]
        reason = deal.env.ref(f"__foreign_trade__.win_reason_{code}", raise_if_not_found=False)
        if deal and reason:
            deal.win_reason_id = reason

    def _approve(self, contract):
        for key in ("manager", "finance", "admin"):
            if contract.approval_state != "pending":
                break
            approver = contract.with_env(self.world.as_user(key))
            if approver.approval_can_decide:
                approver.action_approve()
