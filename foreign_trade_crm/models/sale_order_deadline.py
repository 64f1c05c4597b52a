from datetime import datetime, time, timedelta, timezone

import pytz

from odoo import api, fields, models

from .foreign_trade_deadline_policy_quotation import QUOTATION_CODES, REPLY, REPLY_AGAIN, VALIDITY


class SaleOrderDeadline(models.Model):
    """A quotation that was sent is answered, and accepted before it expires, or its owner acts.

    The clocks begin with each version sent. Whatever the buyer says ends the wait for a reply;
    confirming, cancelling and accepting end everything.
    """

    _name = "sale.order"
    _inherit = ["sale.order", "foreign.trade.deadline.mixin"]

    def _after_version_frozen(self, version):
        result = super()._after_version_frozen(version)
        self._restart_quotation_deadlines()
        return result

    def _restart_quotation_deadlines(self):
        policies = self.env["foreign.trade.deadline.policy"]
        for code in QUOTATION_CODES:
            if policies._is_used(code):
                self._deadline_restart(code)

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") and vals["state"] != "sent":
            self._end_quotation_deadlines()
        return result

    def _end_quotation_deadlines(self):
        policies = self.env["foreign.trade.deadline.policy"]
        if policies._is_used(QUOTATION_CODES):
            over = self.filtered(lambda order: order._deadline_is_obsolete(REPLY))
            confirmed = over.filtered(lambda order: order.state == "sale")
            confirmed._deadline_met()
            (over - confirmed)._deadline_cancel()

    def _deadline_met(self):
        self._deadline_stop(QUOTATION_CODES)

    def _set_accepted_version(self, version):
        result = super()._set_accepted_version(version)
        self._deadline_met()
        return result

    def _message_post_after_hook(self, message, msg_vals):
        """A word from the buyer, on the portal or by e-mail, is a reply."""
        result = super()._message_post_after_hook(message, msg_vals)
        if self._is_reply_awaited() and message._get_contact_direction(self) == "in":
            self._note_reply()
        return result

    @api.model
    def _is_reply_awaited(self):
        return self.env["foreign.trade.deadline.policy"]._is_used((REPLY, REPLY_AGAIN))

    def _note_reply(self, at=None):
        """The buyer answered these, now or at that moment."""
        self._note_replies(dict.fromkeys(self.ids, at or fields.Datetime.now()))

    def _note_replies(self, moments):
        """The buyer answered; an answer from before the quotation went out is none to it.

        :param dict moments: naive UTC by id of the order; one query for any number of them
        """
        rows = self._get_running_deadlines((REPLY, REPLY_AGAIN))
        for at, answered in rows.grouped(lambda row: moments[row.res_id]).items():
            answered.filtered(lambda row: row.started_at <= at)._close("met", at)  # noqa: B023

    def _filter_deadline(self, code):
        orders = self.filtered(lambda order: not order._deadline_is_obsolete(code))
        return super(SaleOrderDeadline, orders)._filter_deadline(code)

    def _plan_deadlines(self, code, start=None, clocks=None):
        plans = super()._plan_deadlines(code, start, clocks)
        if code != VALIDITY:
            return plans
        planned = (
            (self.browse(order_id)._prepare_validity_row(shared), [order_id])
            for shared, order_ids in plans
            for order_id in order_ids
        )
        return [(row, order_ids) for row, order_ids in planned if row]

    def _prepare_validity_row(self, row):
        """The last day of the version sent is when it is due, whatever hours the policy has.

        :return: None for a version without expiration, and for one that has expired
        """
        until = self._get_portal_version().validity_date
        if not until or until < self._get_buyer_today():
            return None
        policy = self.env["foreign.trade.deadline.policy"].sudo().browse(row["policy_id"])
        due = self._get_end_of_day(until)
        warn = due - timedelta(hours=policy.warn_before)
        hours = max((due - row["started_at"]).total_seconds() / 3600, 0)
        return {**row, "due_at": due, "warn_at": warn, "next_at": warn, "policy_hours": hours}

    def _get_end_of_day(self, day):
        """The last second of ``day`` at the company, as naive UTC."""
        zone = pytz.timezone(self.company_id._get_zone())
        end = zone.localize(datetime.combine(day, time(23, 59, 59)))
        return end.astimezone(timezone.utc).replace(tzinfo=None)

    def _deadline_responsible(self):
        self.ensure_one()
        return self._get_work_user() or self.user_id

    def _deadline_escalation_users(self):
        self.ensure_one()
        # sudo: whoever leads the team is told, also of teams the reader does not see
        return self.team_id.sudo().user_id

    def _deadline_company(self):
        self.ensure_one()
        return self.company_id

    def _deadline_is_obsolete(self, code):
        self.ensure_one()
        order = self.sudo()  # sudo: the version that was sent and accepted, for the engine
        last = order.last_version_id
        return order.state not in ("draft", "sent") or not last or last == order.accepted_version_id
