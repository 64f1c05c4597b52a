from odoo import fields, models

ACTIVITY_TYPE = "foreign_trade_crm.mail_activity_type_deadline"


class ForeignTradeDeadlineNotice(models.Model):
    """Who is told of a deadline, and what they read."""

    _inherit = "foreign.trade.deadline"

    def _notify(self):
        """Tell whom it concerns now; nobody hears twice of the same breach."""
        activities = []
        for model, rows in self.grouped("res_model").items():
            records = self.env[model].browse(rows.mapped("res_id")).exists()
            record_by_id = {record.id: record for record in records}
            over = rows.filtered(
                lambda row, known=record_by_id: (
                    row.res_id not in known or known[row.res_id]._deadline_is_obsolete(row.code)
                )
            )
            over._close("cancelled")
            for row in rows - over:
                activities += row._prepare_notice(record_by_id[row.res_id])
        self.env["mail.activity"].create(activities)

    def _prepare_notice(self, record):
        """Note that people are told now; values of the activities by which they are."""
        now = fields.Datetime.now()
        late, responsible = self.due_at <= now, record._deadline_responsible()
        values = {"user_id": responsible.id, "error": False}
        told = self.env["res.users"]
        if not self.warned_at:
            told |= responsible.filtered("active")
            values["warned_at"] = now
        if late and not self.escalated_at:
            told |= self._get_escalation_users(record) - responsible
            values["escalated_at"] = now
        self.write({**values, "next_at": False if late else self.due_at})
        return [self._prepare_activity_values(record, user, late) for user in told]

    def _get_escalation_users(self, record):
        policy = self.policy_id.sudo()
        users = policy.user_ids
        if policy.escalate_to_leader:
            users |= record._deadline_escalation_users()
        users = users.filtered("active")
        if policy.escalate_to_leader and not users - record._deadline_responsible():
            users |= self._get_sales_managers()
        return users

    def _get_sales_managers(self):
        """Who hears of it where a team has no leader, or its leader is late himself."""
        group = self.env.ref("foreign_trade_crm.group_sales_manager")
        domain = [("all_group_ids", "in", group.ids), ("share", "=", False)]
        if self.company_id:
            domain.append(("company_ids", "in", self.company_id.ids))
        return self.env["res.users"].sudo().search(domain)  # sudo: may be run by anybody

    def _prepare_activity_values(self, record, user, late):
        """An activity for ``user``, due on the day of the deadline where they are."""
        local = fields.Datetime.context_timestamp(self.with_context(tz=user.tz), self.due_at)
        env = self.with_context(lang=user.lang).env
        summary = env._("%(deadline)s overdue") if late else env._("%(deadline)s due soon")
        return {
            "activity_type_id": self.env.ref(ACTIVITY_TYPE).id,
            "automated": True,
            "res_model_id": self.env["ir.model"]._get_id(record._name),
            "res_id": record.id,
            "date_deadline": local.date(),
            "summary": summary % {"deadline": self._get_label(env)},
            "note": env._(
                "Promised within %(hours)s h, due %(due)s.",
                hours=f"{self.policy_hours:g}",
                due=local.strftime("%Y-%m-%d %H:%M"),
            ),
            "user_id": user.id,
            "deadline_id": self.id,
        }

    def _get_label(self, env):
        return dict(self.with_env(env)._selection_code())[self.code]
