from odoo import fields, models

from .foreign_trade_deadline_policy_quotation import QUOTATION_CODES, VALIDITY


class ForeignTradeDeadlineQuotationNotice(models.Model):
    """What the owner of a quotation reads when nobody answers, or when it expires."""

    _inherit = "foreign.trade.deadline"

    def _prepare_activity_values(self, record, user, late):
        values = super()._prepare_activity_values(record, user, late)
        if self.code not in QUOTATION_CODES:
            return values
        env = self.with_context(lang=user.lang).env
        version = record.sudo().last_version_id  # sudo: told to who follows the quotation
        facts = {"version": version.name, "customer": version.partner_name or ""}
        if self.code == VALIDITY:
            until = fields.Date.to_string(version.validity_date)
            facts["date"] = until
            values["summary"] = (
                env._("%(version)s has expired", version=version.name)
                if late
                else env._("%(version)s expires on %(date)s", version=version.name, date=until)
            )
            values["note"] = env._(
                "Ask %(customer)s for a decision, or extend the validity in one click.",
                customer=facts["customer"],
            )
        else:
            days = max((fields.Datetime.now() - self.started_at).days, 1)
            sent_on = fields.Date.context_today(self.with_context(tz=user.tz), version.sent_at)
            values["summary"] = env._(
                "No reply to %(version)s for %(days)s days", version=version.name, days=days
            )
            values["note"] = env._(
                "Sent to %(customer)s on %(date)s. Call, or write again.",
                customer=facts["customer"],
                date=fields.Date.to_string(sent_on),
            )
        return values
