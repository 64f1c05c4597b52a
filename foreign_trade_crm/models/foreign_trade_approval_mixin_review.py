from contextlib import contextmanager

from odoo import models

from .foreign_trade_approval_request import ACTIVITY_TYPE

#: key of the cursor's own memory; no client reaches it
HELD = "foreign_trade_approval_review_held"


class ForeignTradeApprovalMixinReview(models.AbstractModel):
    """What was approved changes: the approval stands, or falls on record."""

    _inherit = "foreign.trade.approval.mixin"

    def _approval_review(self):
        """After a change: approvals that do not hold any more fall, on record.

        Requests still waiting take over the new figures, so that approvers judge what is there.
        """
        held = self.env.cr.cache.get(HELD)
        if held is not None:
            held.setdefault(self._name, set()).update(self.ids)
            return
        requests = self._get_approval_requests()
        for record in self.browse(set(requests.mapped("res_id"))) if requests else ():
            record._approval_review_requests(
                requests.filtered(lambda r, record=record: r.res_id == record.id)
            )
        self._approval_reviewed()

    def _approval_review_requests(self, requests):
        """Of one record: what fell, what is not asked for any more, what says more by now."""
        self.ensure_one()
        snapshot = self._approval_snapshot()
        again, fallen = {}, {}
        for request in requests:
            if request.state == "approved":
                if changes := request._find_changes(snapshot):
                    fallen[request] = changes
            elif not self._approval_still_asked(request, snapshot):
                request._void(self.env._("Not needed any more"))
            elif changes := request._find_changes_since_agreed(snapshot):
                fallen[request] = changes
                again[request] = request.requester_id
            elif changes := request._find_changes_by_decider(snapshot):
                fallen[request] = changes
                again[request] = self.env.user
            elif request.state == "pending":
                request._take_over(snapshot, self._approval_shown())
                request._leave_own_case()
        self._approval_fall(fallen)
        if any(r.state == "void" for r in requests) and "pending" not in requests.mapped("state"):
            # sudo: the reminders are those of the approvers
            self.sudo().activity_unlink([ACTIVITY_TYPE])
        for request, asker in again.items():
            # sudo: in the name of whoever asked, though somebody else changed the document
            asking = self.with_user(asker).sudo()
            asking._request_approval(request.moment)

    def _approval_still_asked(self, request, snapshot):
        rule = request.rule_id
        needed = not rule or rule._filter_needed(snapshot["measures"])
        return needed and not (rule and self._approval_is_covered(rule, snapshot))

    def _approval_reviewed(self):
        """After a review; for what an adopter does when approvals fell."""

    @contextmanager
    def _approval_review_once(self, review=True):
        """Many changes, one review at their end: 200 lines of one order are judged once.

        :param bool review: False while records come into being: nothing was approved yet
        """
        cache = self.env.cr.cache
        if HELD in cache or not self.env["foreign.trade.approval.rule"]._is_used(self._name):
            yield
            return
        cache[HELD] = {}
        try:
            yield
        finally:
            held = cache.pop(HELD, {})
        for model, ids in held.items() if review else ():
            self.env[model].browse(ids)._approval_review()

    def _approval_fall(self, fallen):
        """Withdraw approvals, and say so once for all that fell for the same reason.

        :param fallen: ``{request: names of what changed}``
        """
        labels = self._approval_change_labels()
        for changes in dict.fromkeys(map(tuple, fallen.values())):
            what = ", ".join(labels.get(name, name) for name in changes)
            requests = next(iter(fallen)).concat(
                *(request for request, one in fallen.items() if tuple(one) == changes)
            )
            requests._void(self.env._("Changed since: %(what)s", what=what))
            # sudo: whoever may change the document may not post in the name of the engine
            self.sudo().message_post(
                body=self.env._(
                    "The approval “%(reason)s” fell, changed since: %(what)s",
                    reason=requests._join_reasons(),
                    what=what,
                ),
                subtype_xmlid="mail.mt_note",
            )

    def _approval_change_labels(self):
        """``{name in measures or header: words for people}``"""
        return {
            "amount": self.env._("amount"),
            "discount": self.env._("discount"),
            "discount_over_ceiling": self.env._("discount over the tier's ceiling"),
            "below_floor": self.env._("price under the floor"),
            "margin_percent": self.env._("margin"),
            "validity_days": self.env._("validity"),
            "open_account": self.env._("open account"),
            "not_prepaid": self.env._("terms not prepaid"),
            "credit_over": self.env._("credit limit exceeded"),
            "product": self.env._("product"),
            "price": self.env._("price"),
            "party": self.env._("party"),
            "currency": self.env._("currency"),
            "terms": self.env._("payment terms"),
            "shares": self.env._("payment milestones"),
            "incoterm": self.env._("Incoterm"),
        }
