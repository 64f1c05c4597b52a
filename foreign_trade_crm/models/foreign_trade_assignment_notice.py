from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

#: an import that was broken off is told of after this time
STALE = timedelta(minutes=30)


class ForeignTradeAssignmentNotice(models.Model):
    """Leads assigned in a run that goes on, of which their new owners have not heard yet."""

    _name = "foreign.trade.assignment.notice"
    _description = "Notice of an Assigned Lead"
    _order = "id"
    _rec_name = "run"

    run = fields.Char(required=True, index=True)
    user_id = fields.Many2one("res.users", required=True, ondelete="cascade", index=True)
    lead_id = fields.Many2one("crm.lead", required=True, ondelete="cascade", index=True)

    @api.model
    def _queue(self, leads, run):
        """Remember to tell the owners of these leads, except who assigns them himself."""
        if self.env.context.get("mail_auto_subscribe_no_notify"):
            return
        now, uid = fields.Datetime.now(), self.env.uid
        rows = [
            SQL("%s", (run, lead.user_id.id, lead.id, uid, now, uid, now))
            for lead in leads
            if lead.user_id and lead.user_id != self.env.user
        ]
        if rows:
            # in one statement: an import has one for each lead
            query = """
                INSERT INTO foreign_trade_assignment_notice
                       (run, user_id, lead_id, create_uid, create_date, write_uid, write_date)
                VALUES %s
            """
            self.env.execute_query(SQL(f"{query} RETURNING id", SQL(", ").join(rows)))

    @api.model
    def _send(self, run):
        """Tell each person once of all leads of a run; safe when two servers do it."""
        notices = self.sudo().search([("run", "=", run)])
        notices = notices.try_lock_for_update() if notices else notices
        for user, own in notices.grouped("user_id").items():
            leads = own.lead_id.filtered(lambda lead, user=user: lead.user_id == user)
            leads.with_env(self.env)._tell_assigned()
        notices.unlink()

    @api.model
    def _cron_send_stale(self):
        """Tell of runs that were broken off before their end."""
        before = fields.Datetime.now() - STALE
        stale = self._read_group([("create_date", "<", before)], ["run"])
        for remaining, (run,) in enumerate(reversed(stale)):
            self._send(run)
            self.env["ir.cron"]._commit_progress(1, remaining=remaining)
