from datetime import datetime, timedelta

from .lead_common import LeadCommon

NOW = datetime(2026, 3, 10, 8)


class PoolCommon(LeadCommon):
    """A company whose pool policy is written; the buyer is Lin Wei's, without open documents."""

    policy_values = {}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reason = cls.env.ref("foreign_trade_crm.pool_reason_no_answer")
        cls.policy = cls.env["foreign.trade.pool.policy"].create(
            {
                "name": "Pools",
                "company_id": cls.company.id,
                "days_a": 90,
                "days_none": 30,
                "lead_days": 15,
                **cls.policy_values,
            }
        )
        cls.customers = cls.env["foreign.trade.pool.customer"]
        cls.leads = cls.env["foreign.trade.pool.lead"]

    @classmethod
    def _customer(cls, name="Jardines del Sur S.L.", user=None, **values):
        user = cls.rep if user is None else user
        return cls.env["res.partner"].create(
            {
                "name": name,
                "is_company": True,
                "country_id": cls.spain.id,
                "user_id": user.id,
                **values,
            }
        )

    @classmethod
    def _release(cls, records, user=None):
        """Released as its owner does it."""
        user = user or records.user_id
        return records.with_user(user)._pool_release(cls.reason)

    @classmethod
    def _teaser(cls, record, user=None):
        model = cls.customers if record._name == "res.partner" else cls.leads
        return model.with_user(user or cls.rep2).browse(record.id)

    @classmethod
    def _backdate(cls, records, days, now=NOW):
        """These came in so many days ago, and nobody did anything since."""
        records.flush_recordset()
        told = "" if records._name == "res.partner" else ", contact_last_at = NULL"
        cls.env.cr.execute(
            f"UPDATE {records._table} SET create_date = %s, pool_counted_from = NULL {told}"
            " WHERE id = ANY(%s)",
            [now - timedelta(days=days), records.ids],
        )
        if not told:
            cls.env["foreign.trade.partner.contact"].search(
                [("partner_id", "in", records.ids)]
            ).unlink()
        records.invalidate_recordset(flush=False)
