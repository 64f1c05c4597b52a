from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class ForeignTradeApprovalRequestDecide(models.Model):
    """Agreeing and sending back."""

    _inherit = "foreign.trade.approval.request"

    def action_approve(self, note=None):
        """Agree to what the document says now.

        :raises AccessError: when it is not this user's to decide
        :raises UserError: when the document changed since the approver's screen was drawn
        """
        return self._decide("approved", note)

    def action_approve_with_note(self):
        """Agree, with a word to the requester."""
        return self._ask_for_note("approved", self.env._("Approve with a Note"))

    def action_refuse(self, note=None):
        """Send back to the requester; asks for a note where none is given."""
        if not note:
            return self._ask_for_note("refused", self.env._("Send Back"))
        return self._decide("refused", note)

    def _ask_for_note(self, decision, title):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "foreign.trade.approval.request.refuse",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_request_ids": self.ids,
                "default_decision": decision,
                "approval_fingerprint": self.env.context.get("approval_fingerprint"),
            },
        }

    def _decide(self, decision, note):
        """What is asked of this user about one document is decided in one go."""
        requests = self._with_asked_together().sorted("level")
        for same in requests.grouped(lambda r: (r.res_model, r.res_id)).values():
            prints = set(same.sudo().mapped("fingerprint"))
            for request in same:
                request._check_may_decide()
                request._check_unchanged(prints)
            same.sudo()._record_decision(decision, note, self.env.user)
        return True

    def _check_may_decide(self):
        self.ensure_one()
        if not self.can_decide:
            raise AccessError(
                self.env._(
                    "“%(document)s” is not waiting for your approval. Approvers: %(names)s.",
                    document=self.record_name,
                    names=", ".join(self.sudo().approver_ids.mapped("name")),
                )
            )
        request, user = self.sudo(), self.env.user  # whose case it is counts, not who reads it
        if user in request._get_own_users() and user not in request._get_deciders_now():
            raise AccessError(
                self.env._("“%(document)s” is your own by now.", document=self.record_name)
            )

    def _get_deciders_now(self):
        """Who would be asked if it were asked now; as superuser."""
        self.ensure_one()
        if not self.rule_id:
            return self.approver_ids - self._get_own_users()
        return self.rule_id._get_deciders(self._get_own_users(), self.company_id)[0]

    def _leave_own_case(self):
        """A document became the own case of who was to decide it: others are asked."""
        self.ensure_one()
        own = self._get_own_users()
        if not self.rule_id or not own & (self.approver_ids | self.escalated_ids):
            return
        users, passed_up = self.rule_id._get_deciders(own, self.company_id)
        if users != self.approver_ids:
            values = {"approver_ids": [(6, 0, users.ids)], "passed_up": passed_up}
            self.write(values | {"escalated_ids": [(6, 0, (self.escalated_ids - own).ids)]})
            self._get_record()._approval_tell_approvers()

    def _check_unchanged(self, prints):
        """Nobody agrees to figures other than those on the screen or in the request.

        A day less of validity is no such change: what counts is that nothing got worse.

        :param prints: fingerprints of all that is asked together: one of them was on the screen
        """
        self.ensure_one()
        # the context only says what was on the screen; whoever leaves it out is held to the
        # figures in the request
        shown = self.env.context.get("approval_fingerprint")
        snapshot = self._get_record()._approval_snapshot()
        if shown == snapshot["fingerprint"] and not self._find_changes_since_agreed(snapshot):
            return
        as_asked = not shown or shown in prints
        if not as_asked or self._find_changes(snapshot):
            raise UserError(
                self.env._(
                    "“%(document)s” was changed a moment ago. Reload and look at it again.",
                    document=self.record_name,
                )
            )

    def action_refresh(self):
        """Show what the document says by now, when it was changed where nobody saw it."""
        for request in self.filtered("can_decide").sudo():
            # whoever looks at it did not change it
            request._get_record().with_user(request.requester_id).sudo()._approval_review()

    def _find_changes_since_agreed(self, snapshot):
        """What got worse since some of several agreed, while others still think: those agreed to
        less, and have to be asked again."""
        self.ensure_one()
        request = self.sudo()  # what others decided may be hidden from whoever decides now
        if request.state != "pending" or not request.decision_ids:
            return []
        return request._find_changes(snapshot)

    def _find_changes_by_decider(self, snapshot):
        """What got worse by the hand of somebody who was to decide: nobody approves their own."""
        self.ensure_one()
        if self.state != "pending" or not self._filter_of_user(self.env.user):
            return []
        # a larger amount alone is what a better price brings; its levels are asked for anyway
        changes = self._find_changes(snapshot)
        return changes if set(changes) - {"amount"} else []

    def _record_decision(self, decision, note, user):
        """About one document; as superuser: nobody else writes."""
        principals = user | self.env["foreign.trade.approval.deputy"]._get_principals(user)
        self.env["foreign.trade.approval.decision"].create(
            [
                request._prepare_decision_values(decision, note, user, principal)
                for request in self
                for principal in request._get_principals_of(user, principals)
            ]
        )
        record = self[0]._get_record()
        self.write({**record._approval_snapshot(), "shown": record._approval_shown()})
        decided = self.filtered(lambda request: request._is_decided_by(decision, user))
        decided.write(
            {
                "state": decision,
                "decided_by_id": user.id,
                "decided_at": fields.Datetime.now(),
                "note": note,
            }
        )
        decided._deadline_stop("approval")
        record._approval_after_decision(self, decision, note, user)

    def _is_decided_by(self, decision, user):
        """Whether nobody else has to agree."""
        self.ensure_one()
        decisive = self.mode == "any" or user in self.escalated_ids
        return decision == "refused" or decisive or not self._get_undecided()

    def _prepare_decision_values(self, decision, note, user, principal):
        return {
            "request_id": self.id,
            "user_id": user.id,
            "for_user_id": principal.id if principal != user else False,
            "decision": decision,
            "note": note,
        }
