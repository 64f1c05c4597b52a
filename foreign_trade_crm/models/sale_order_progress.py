from odoo import fields, models

#: payment states of an invoice that nothing is owed on any more
PAID_STATES = ("in_payment", "paid", "reversed")


class SaleOrderProgress(models.Model):
    """What comes after the deal is won: deposit, production, shipping, collection, repeat.

    Each step is read off what happened to the order; other modules change or add theirs in
    :meth:`_prepare_progress_steps`.
    """

    _inherit = "sale.order"

    def _get_progress(self):
        """What is shown of these orders on their deal, for a whole page at once.

        :return: list of dicts ``id``, ``name`` and ``steps``
        """
        return [
            {"id": order.id, "name": order.name, "steps": order._prepare_progress_steps()}
            for order in self
        ]

    def _prepare_progress_steps(self):
        """Steps of one confirmed order, in their order.

        A step has ``code``, ``label``, ``state`` (``done``, ``late``, ``now`` or ``ahead``),
        ``date`` (when it happened, or is due; may be empty) and ``detail``.
        """
        self.ensure_one()
        steps = [
            self._prepare_deposit_step(),
            self._prepare_production_step(),
            *self._prepare_shipping_steps(),
            self._prepare_collection_step(),
            self._prepare_repeat_step(),
        ]
        return self._mark_present_step([step for step in steps if step])

    def _mark_present_step(self, steps):
        """The first step that has not happened is the one at hand."""
        for step in steps:
            if step["state"] == "ahead":
                step["state"] = "now"
                break
            if step["state"] in ("late", "now"):
                break
        return steps

    def _prepare_step(self, code, label, done=False, date=False, detail=""):
        """A step; one that is open after its date is late."""
        late = not done and date and date < fields.Date.context_today(self)
        return {
            "code": code,
            "label": label,
            "state": "done" if done else "late" if late else "ahead",
            "date": fields.Date.to_string(date) if date else False,
            "detail": detail,
        }

    def _prepare_deposit_step(self):
        """Nothing where the contract asks for no deposit."""
        deposit = self.payment_milestone_ids.filtered(lambda one: one.event == "pi_signed")
        if not deposit:
            return {}
        done = all(one.state == "settled" for one in deposit)
        dates = deposit.mapped("actual_date" if done else "planned_date")
        return self._prepare_step(
            "deposit",
            self.env._("Deposit"),
            done,
            max(filter(None, dates), default=False),
            self._format_received(deposit),
        )

    def _prepare_production_step(self):
        """Known for orders whose production was held or started; others are simply procured."""
        if self.production_state == "not_started":
            return {}
        held = self.production_state == "held"
        detail = self.env._("held until the deposit is in") if held else ""
        return self._prepare_step("production", self.env._("Production"), not held, detail=detail)

    def _prepare_shipping_steps(self):
        """By the stock deliveries; a list, since modules know more of a shipment.

        While production is held there is no delivery yet, but there are goods to go.
        """
        if not self.delivery_status and "consu" not in self.order_line.product_id.mapped("type"):
            return []
        done = self.delivery_status == "full"
        detail = self.env._("partly") if self.delivery_status == "partial" else ""
        date = self.effective_date if done else self.commitment_date
        date = date and fields.Datetime.context_timestamp(self, date).date()
        return [self._prepare_step("shipping", self.env._("Shipping"), done, date, detail)]

    def _prepare_collection_step(self):
        """The payments after the deposit; without a contract, the order's invoices."""
        rest = self.payment_milestone_ids.filtered(lambda one: one.event != "pi_signed")
        label = self.env._("Collection")
        if rest:
            open_ones = rest.filtered(lambda one: one.state != "settled")
            dates = (open_ones or rest).mapped("planned_date" if open_ones else "actual_date")
            known = list(filter(None, dates))
            date = (min(known) if open_ones else max(known)) if known else False
            return self._prepare_step(
                "collection", label, not open_ones, date, self._format_received(rest)
            )
        invoices = self.invoice_ids.filtered(
            lambda move: move.state == "posted" and move.move_type == "out_invoice"
        )
        if not invoices:
            return {} if self.payment_milestone_ids else self._prepare_step("collection", label)
        unpaid = invoices.filtered(lambda move: move.payment_state not in PAID_STATES)
        date = min(filter(None, unpaid.mapped("invoice_date_due")), default=False)
        paid = not unpaid and self.invoice_status == "invoiced"
        return self._prepare_step("collection", label, paid, date)

    def _prepare_repeat_step(self):
        repeats = self.repeat_deal_ids
        return self._prepare_step(
            "repeat",
            self.env._("Repeat"),
            bool(repeats),
            repeats and fields.Date.context_today(self, repeats[:1].create_date),
            repeats[:1].name or "",
        )

    def _format_received(self, milestones):
        """Such as "600 of 2,000 USD"."""
        # of all milestones: what is filtered is no longer fetched for the whole page
        currency = self.payment_milestone_ids.currency_id[:1] or self.currency_id
        received = sum(milestones.mapped("paid_amount"))
        return self.env._(
            "%(received)s of %(amount)s",
            received=currency.format(received),
            amount=currency.format(sum(milestones.mapped("amount"))),
        )

    def action_open_progress(self, code):
        """Open what a step of the order is about.

        :param str code: of the step
        """
        self.ensure_one()
        self.check_access("read")
        return self._get_progress_actions().get(code, self._get_records_action)()

    def _get_progress_actions(self):
        """``{code of a step: method that returns the action to open}``."""
        actions = {"shipping": self.action_view_delivery} if self.delivery_count else {}
        if self.contract_count:
            actions |= dict.fromkeys(("deposit", "collection"), self.action_view_contracts)
        if self.state == "sale":
            repeated = self.repeat_deal_count
            actions["repeat"] = (
                self.action_view_repeat_deals if repeated else self.action_repeat_order
            )
        return actions
