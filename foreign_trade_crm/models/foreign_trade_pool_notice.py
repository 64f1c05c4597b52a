from markupsafe import Markup

from odoo import fields, models

ACTIVITY_TYPE = "foreign_trade_crm.mail_activity_type_pool"
NAMED = 20


class ForeignTradePoolNotice(models.Model):
    """What owners are told: before they lose a customer or lead, and when they have."""

    _inherit = "foreign.trade.pool.policy"

    def _remind(self, user, records, until):
        """An activity on each record, and one message for all of them."""
        translated = self.with_context(lang=user.lang, tz=user.tz)
        day = fields.Datetime.context_timestamp(translated, until).date()
        env = translated.env
        summary = env._("Follow up, or it returns to the pool")
        model_id = env["ir.model"]._get_id(records._name)
        activity_type = env.ref(ACTIVITY_TYPE)
        activities = env["mail.activity"].with_context(mail_activity_quick_update=True)
        activities.create(
            [
                {
                    "activity_type_id": activity_type.id,
                    "res_model_id": model_id,
                    "res_id": record.id,
                    "summary": summary,
                    "date_deadline": day,
                    "user_id": user.id,
                }
                for record in records
            ]
        )
        title = env._(
            "%(count)s will return to the pool on %(day)s unless you follow them up",
            count=len(records),
            day=day.isoformat(),
        )
        self._send_digest(env, user, records, title)

    def _tell_taken_back(self, user, records):
        env = self.with_context(lang=user.lang).env
        title = env._("%(count)s returned to the pool: nobody followed them up", count=len(records))
        self._send_digest(env, user, records, title, links=False)

    def _send_digest(self, env, user, records, title, links=True):
        """One message for any number of records; those out of reach are not named."""
        body = Markup("<p>%s</p>") % title
        if links:
            item = Markup('<li><a href="/odoo/%s/%s">%s</a></li>')
            body += Markup("<ul>%s</ul>") % Markup().join(
                item % (record._name, record.id, record.display_name) for record in records[:NAMED]
            )
            if len(records) > NAMED:
                body += Markup("<p>%s</p>") % env._(
                    "and %(count)s more", count=len(records) - NAMED
                )
        env["mail.thread"].message_notify(
            subject=title,
            body=body,
            partner_ids=user.partner_id.ids,
            email_layout_xmlid="mail.mail_notification_light",
        )
