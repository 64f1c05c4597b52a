from odoo import models


class ForeignTradeApprovalRequestDeadline(models.Model):
    """An answer is due in time; whoever stands above hears of it otherwise, and may decide."""

    _name = "foreign.trade.approval.request"
    _inherit = [
        "foreign.trade.approval.request",
        "mail.thread",
        "mail.activity.mixin",
        "foreign.trade.deadline.mixin",
    ]

    def _deadline_responsible(self):
        self.ensure_one()
        return self.sudo()._get_people_to_tell()[:1]

    def _deadline_escalation_users(self):
        """The approvers of the next level that has any, else the administrators."""
        self.ensure_one()
        request = self.sudo()
        company, rule = request.company_id, request.rule_id
        own = request._get_own_users()
        for above in rule._get_rules_above(company) if rule else rule:
            if users := above._get_approvers(company) - own - request.approver_ids:
                return users
        administrators = self.env["foreign.trade.approval.rule"]._get_administrators(company)
        return administrators - own - request.approver_ids

    def _deadline_company(self):
        self.ensure_one()
        return self.company_id

    def _deadline_is_obsolete(self, code):
        self.ensure_one()
        return self.state != "pending"

    def _approval_escalate(self):
        """Overdue: who is told now may decide as well, whatever was asked together with it."""
        for request in self.sudo():
            same = request._get_same_people()
            users = request._deadline_escalation_users() - request.escalated_ids
            same.write({"escalated_ids": [(4, user.id) for user in users]})
            if users:
                request._get_record().message_post(
                    body=self.env._(
                        "The approval “%(reason)s” is overdue: %(names)s may decide as well.",
                        reason=same._join_reasons(),
                        names=", ".join(users.mapped("name")),
                    ),
                    subtype_xmlid="mail.mt_note",
                )
