from odoo import models

from .foreign_trade_approval_request import ACTIVITY_TYPE


class ForeignTradeApprovalMixinRequest(models.AbstractModel):
    """Asking for approval, telling approvers, and telling the requester what was decided."""

    _inherit = "foreign.trade.approval.mixin"

    def action_request_approval(self, moment=None):
        """Ask for every approval that is missing; what is already asked is left alone."""
        for record in self:
            record.check_access("write")
            record._request_approval(*([moment] if moment else record._approval_moments_ahead()))
        return True

    def _approval_moments_ahead(self):
        """The moments for which to ask now."""
        self.ensure_one()
        return [self._approval_moment()]

    def _request_approval(self, *moments):
        self.ensure_one()
        missing = self._approval_missing(*moments).get(self, [])
        snapshot = self._approval_snapshot() if missing else {}
        if missing:
            snapshot |= {
                "shown": self._approval_shown(),
                "last_shown": self._approval_last_shown(),
            }
        values = []
        for rule, request in missing:
            if request.state == "pending":
                continue
            request.filtered(lambda r: r.state == "approved")._void(
                self.env._("Asked for again after a change")
            )
            values.append(self._prepare_approval_request_values(rule, snapshot))
        # sudo: requests are written by the engine alone, and have no followers
        requests = self.env["foreign.trade.approval.request"].sudo()
        requests = requests.with_context(
            mail_create_nolog=True, mail_create_nosubscribe=True, tracking_disable=True
        ).create(values)
        if requests:
            self._approval_tell_approvers()
        return requests

    def _notify_approval_requested(self):
        """Tell the requester whom the documents wait for."""
        names = ", ".join(filter(None, self.mapped("approval_waiting_for")))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "title": self.env._("Approval is needed first"),
                "message": self.env._("It was asked for: %(names)s", names=names),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _prepare_approval_request_values(self, rule, snapshot):
        users, passed_up = rule._get_deciders(
            self.env.user | self._approval_own_users(), self._approval_company()
        )
        return {
            "previous_id": self._get_previous_approval_request(rule).id,
            "rule_id": rule.id,
            "moment": rule.moment,
            "measure": rule.measure,
            "level": rule.level,
            "mode": rule.mode,
            "res_model": self._name,
            "res_id": self.id,
            "record_name": self.display_name,
            "company_id": self._approval_company().id,
            "reason": rule._describe(snapshot["measures"]),
            "passed_up": passed_up,
            "requester_id": self.env.uid,
            "approver_ids": [(6, 0, users.ids)],
            **snapshot,
        }

    def _get_previous_approval_request(self, rule):
        """The last time the same was asked about this record, whatever became of it."""
        # sudo: requests of colleagues count as well
        return (
            self.env["foreign.trade.approval.request"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "=", self.id),
                    ("rule_id", "=", rule.id),
                ],
                order="id desc",
                limit=1,
            )
        )

    def _approval_tell_approvers(self):
        """An activity for everybody whose turn it is and who has none yet."""
        self.ensure_one()
        # sudo: the requester may not write activities of others
        record = self.sudo()
        pending = record._get_approval_requests().filtered(lambda r: r.state == "pending")
        turn = pending._filter_reached()
        turn._deadline_start("approval")
        activity_type = self.env.ref(ACTIVITY_TYPE)
        told = record.activity_ids.filtered(lambda a: a.activity_type_id == activity_type).user_id
        for user in turn._get_people_to_tell() - told:
            reasons = "\n".join(dict.fromkeys(filter(None, turn.mapped("reason"))))
            record.activity_schedule(
                ACTIVITY_TYPE,
                summary=self.with_context(lang=user.lang).env._("Approval needed"),
                note=reasons,
                user_id=user.id,
            )

    def _approval_after_decision(self, requests, decision, note, user):
        """Take the reminders away, tell the requester in the chatter, and whoever is next.

        Called as superuser, once for all that was decided about this record in one go.
        """
        self.ensure_one()
        if any(request.state != "pending" for request in requests):
            self.activity_unlink([ACTIVITY_TYPE])
        approved = decision == "approved"
        text = (
            self.env._("%(user)s approved: %(reason)s")
            if approved
            else self.env._("%(user)s sent it back: %(reason)s")
        )
        body = text % {"user": user.name, "reason": requests._join_reasons()}
        self.message_post(
            body=f"{body}\n{note}" if note else body,
            author_id=user.partner_id.id,
            partner_ids=requests.requester_id.partner_id.ids,
            subtype_xmlid="mail.mt_note",
        )
        self._approval_tell_approvers()
