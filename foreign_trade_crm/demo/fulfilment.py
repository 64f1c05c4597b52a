class Fulfilment:
    """Delivery, invoice and balance of confirmed orders, by the clerk and by finance."""

    def __init__(self, world):
        self.world = world

    def deliver(self, order):
        """The goods leave the warehouse."""
        pickings = order.with_env(self.world.as_user("clerk")).picking_ids
        for picking in pickings.filtered(lambda one: one.state not in ("done", "cancel")):
            picking.action_assign()
            picking.move_ids.picked = True
            picking.with_context(skip_sms=True).button_validate()
        self.world.history.touch(order, pickings)
        return pickings

    def invoice(self, order, date):
        """The commercial invoice, to which the deposit is applied."""
        env = self.world.as_user("finance")
        order = order.with_env(env)
        invoice = order._create_invoices()
        invoice.invoice_date = date
        invoice.action_post()
        self._apply_deposit(order, invoice)
        self.world.history.touch(order, invoice)
        return invoice

    def receive_balance(self, invoice, date):
        """What is left is paid through Odoo's own payment of invoices."""
        env = self.world.as_user("finance")
        wizard = env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        payments = wizard.create(
            {
                "payment_date": date,
                "journal_id": self.world.bank_journal(invoice.currency_id).id,
            }
        )._create_payments()
        orders = invoice.line_ids.sale_line_ids.order_id
        self.world.history.touch(payments, invoice, orders, orders.contract_ids)

    def _apply_deposit(self, order, invoice):
        deposits = order.contract_ids.payment_ids.move_id.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable" and not line.reconciled
        )
        for line in deposits:
            invoice.js_assign_outstanding_line(line.id)
