from contextlib import contextmanager
from uuid import uuid4

from markupsafe import Markup

from odoo import api, models

DIGEST_LIMIT = 20
#: where the transaction keeps the run whose notices are gathered: not with what is done before
#: a commit, which savepoints forget
GATHERING = "foreign_trade_crm.assignment_run"


class CrmLeadAssignmentNotice(models.Model):
    """Whoever gets leads by rule hears of it once: by one message for each run or import."""

    _inherit = "crm.lead"

    @api.model
    def load(self, fields, data):
        """An import tells each person once, also where it creates leads in several steps."""
        run = f"load:{uuid4()}"
        with self._gather_assignment_notices(run):
            result = super().load(fields, data)
        self.env["foreign.trade.assignment.notice"]._send(run)
        return result

    @api.model
    @contextmanager
    def _gather_assignment_notices(self, run):
        """Keep the notices of leads assigned meanwhile until ``_send(run)`` tells people.

        Holds within one transaction; an outer run gathers for the inner ones. For a run of
        many transactions use the same ``run`` in each.
        """
        data = self.env.cr.cache
        if GATHERING in data:
            yield
            return
        data[GATHERING] = run
        try:
            yield
        finally:
            data.pop(GATHERING, None)

    def _message_auto_subscribe_notify(self, partner_ids, template):
        """Leads assigned by rule are told of by ``_notify_assignment``, all at once."""
        others = self.filtered(lambda lead: not lead.assigned_at)
        return super(CrmLeadAssignmentNotice, others)._message_auto_subscribe_notify(
            partner_ids, template
        )

    def _notify_assignment(self):
        """Tell the new owners, now or at the end of the run."""
        run = self.env.cr.cache.get(GATHERING)
        if run:
            self.env["foreign.trade.assignment.notice"]._queue(self, run)
        else:
            self._tell_assigned()

    def _tell_assigned(self):
        """One message for each new owner, except to who created the leads."""
        if self.env.context.get("mail_auto_subscribe_no_notify"):
            return
        for user, leads in self.grouped("user_id").items():
            if not user or user == self.env.user:
                continue
            if len(leads) == 1:
                leads._notify_single_assignment(user)
            else:
                leads._notify_assignment_digest(user)

    def _notify_single_assignment(self, user):
        """Odoo's own message, which the override above keeps back for leads of a rule."""
        return super()._message_auto_subscribe_notify(
            user.partner_id.ids, "mail.message_user_assigned"
        )

    def _notify_assignment_digest(self, user):
        env = self.with_context(lang=user.lang).env
        # sudo: whoever the leads come from, their new owner may read them
        shown = self[:DIGEST_LIMIT].with_env(env).sudo()
        links = Markup().join(lead._get_assignment_line() for lead in shown)
        more = len(self) - DIGEST_LIMIT
        if more > 0:
            links += Markup("<li>%s</li>") % env._("and %(count)s more", count=more)
        title = env._("%(count)s leads have been assigned to you", count=len(self))
        env["mail.thread"].message_notify(
            subject=title,
            body=Markup("<p>%s</p><ul>%s</ul>") % (title, links),
            partner_ids=user.partner_id.ids,
            email_layout_xmlid="mail.mail_notification_light",
        )

    def _get_assignment_line(self):
        """A lead in the digest: a link, and who and from where."""
        about = ", ".join(filter(None, (self.partner_name, self.country_id.name)))
        line = Markup('<a href="/odoo/crm.lead/%s">%s</a>') % (self.id, self.name)
        return Markup("<li>%s – %s</li>") % (line, about) if about else Markup("<li>%s</li>") % line
