from odoo import models
from odoo.tools import SQL, split_every

BATCH_SIZE = 100
#: an activity appears so many days before the contact is due
AHEAD = 3
MEETINGS = ("visit", "meeting", "trade_fair")
CALL = "foreign_trade_crm.mail_activity_type_customer_call"
VISIT = "foreign_trade_crm.mail_activity_type_customer_visit"
#: customers that are due, of each owner in the order of tier and delay
DUE_QUERY = """
      SELECT partner_id, user_id, due, lifecycle, days FROM (
          SELECT metrics.partner_id, owner.id AS user_id, last.day + service.days AS due,
                 metrics.lifecycle, service.days,
                 row_number() OVER (
                     PARTITION BY owner.id
                     ORDER BY metrics.tier NULLS LAST, last.day + service.days,
                              metrics.partner_id) AS place,
                 (SELECT count(*) FROM mail_activity made
                   WHERE made.user_id = owner.id AND made.activity_type_id = ANY(%(types)s)
                     AND made.create_date >= %(midnight)s) AS made
            FROM foreign_trade_customer_metrics metrics
            JOIN (SELECT lifecycle, tier, COALESCE(until_days, 0) AS until_days,
                         %(days)s AS days
                    FROM foreign_trade_service_policy
                   WHERE policy_id = %(policy)s AND %(days)s > 0) service
              ON service.lifecycle = metrics.lifecycle
             AND service.tier IS NOT DISTINCT FROM metrics.tier
            JOIN res_partner customer ON customer.id = metrics.partner_id
            JOIN res_users owner ON owner.id = customer.user_id AND owner.active IS TRUE
      CROSS JOIN LATERAL (SELECT %(last)s AS day) last
           WHERE metrics.company_id = %(company)s
             AND customer.active IS TRUE AND customer.pool_since IS NULL
             AND (service.until_days = 0
                  OR COALESCE(metrics.last_order_date, %(known)s)
                     + service.until_days >= %(today)s)
             AND last.day + service.days <= %(today)s::date + %(ahead)s
             AND NOT EXISTS (
                 SELECT FROM mail_activity planned
                  WHERE planned.res_model = 'res.partner'
                    AND planned.res_id = customer.id AND planned.active IS TRUE
                    AND planned.activity_type_id = %(type)s)) due
       WHERE %(limit)s = 0 OR place + made <= %(limit)s
    ORDER BY partner_id
"""


class ForeignTradeServiceRhythm(models.Model):
    """Calls and visits that are due by the service policy of each tier become activities.

    Nothing is kept of when one is due: it follows from the last contact, so that whoever is in
    touch with a customer anyway is not told to be.
    """

    _inherit = "foreign.trade.metrics.policy"

    def _plan_service(self, commit=None):
        """Plan what is due; what contact has made pointless goes."""
        self.ensure_one()
        for kind in (CALL, VISIT):
            self._remove_pointless(kind)
            rows = self._find_service_due(kind)
            for batch in split_every(BATCH_SIZE, rows, list):
                self._create_service_activities(kind, batch)
                self.env.flush_all()
                if commit:
                    commit(len(batch))

    def _last_day_query(self, kind):
        """SQL for the day from which the time until the next contact counts."""
        last = SQL("COALESCE(%s, customer.create_date)", self._last_contact_query(kind))
        return self._local_day(last)

    def _local_day(self, moment):
        """SQL for the date of a moment where the company is."""
        return SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date", moment, self._zone())

    def _last_contact_query(self, kind, until=0):
        """SQL for the moment of the last contact of that kind, naive UTC.

        :param int until: days to add to the day on which an activity was done: 1 for its end
        """
        if kind == CALL:
            return SQL(
                """(SELECT contact.contact_last_at FROM foreign_trade_partner_contact contact
                     WHERE contact.partner_id = customer.id)"""
            )
        return SQL(
            """GREATEST(
                (SELECT max(log.contacted_at) FROM foreign_trade_contact_log log
                  WHERE log.customer_id = customer.id AND log.is_reached IS TRUE
                    AND log.channel = ANY(%s)),
                (SELECT (max(done.date_done) + %s)::timestamp AT TIME ZONE %s AT TIME ZONE 'UTC'
                   FROM mail_activity done
                  WHERE done.res_model = 'res.partner' AND done.res_id = customer.id
                    AND done.activity_type_id = %s AND done.active IS NOT TRUE))""",
            list(MEETINGS),
            until,
            self._zone(),
            self.env.ref(kind).id,
        )

    def _find_service_due(self, kind):
        """``[(customer id, owner id, due date, lifecycle, days of the rhythm)]``

        Customers that are due, less those who have such an activity; of each owner no more than
        may be planned a day, the best tiers and the longest overdue first.
        """
        self.env.flush_all()
        types = [self.env.ref(one).id for one in (CALL, VISIT)]
        query = SQL(
            DUE_QUERY,
            types=types,
            type=self.env.ref(kind).id,
            midnight=self.env["foreign.trade.assignment.people"]._get_day_start(self._zone()),
            known=self._local_day(SQL("customer.create_date")),
            days=SQL.identifier("call_days" if kind == CALL else "visit_days"),
            policy=self.id,
            company=self.company_id.id,
            last=self._last_day_query(kind),
            today=self._today(),
            ahead=AHEAD,
            limit=self.activities_per_day,
        )
        return self.env.execute_query(query)

    def _create_service_activities(self, kind, rows):
        activities = self.env["mail.activity"].with_context(mail_activity_quick_update=True)
        activities.create([self._prepare_service_activity(kind, *row) for row in rows])

    def _prepare_service_activity(self, kind, partner_id, user_id, due, lifecycle, days):
        user = self.env["res.users"].browse(user_id)
        env = self.with_context(lang=user.lang).env
        summaries = {
            "prospect": env._("Prospect: every %(days)s days"),
            "won": env._("Customer: every %(days)s days"),
            "dormant": env._("Win back: every %(days)s days"),
        }
        return {
            "activity_type_id": self.env.ref(kind).id,
            "automated": True,
            "res_model_id": self.env["ir.model"]._get_id("res.partner"),
            "res_id": partner_id,
            "summary": summaries[lifecycle] % {"days": days},
            "date_deadline": max(due, self._today()),
            "user_id": user_id,
        }

    def _remove_pointless(self, kind):
        """There was contact since it was planned: the next one is planned when it is due.

        Or the customer has another owner since then, for whom it is planned anew.
        """
        query = SQL(
            """
            SELECT planned.id
              FROM mail_activity planned
              JOIN res_partner customer ON customer.id = planned.res_id
              JOIN foreign_trade_customer_metrics metrics ON metrics.partner_id = customer.id
             WHERE planned.res_model = 'res.partner' AND planned.activity_type_id = %(type)s
               AND planned.active IS TRUE AND planned.automated IS TRUE
               AND metrics.company_id = %(company)s
               AND (%(last)s > planned.create_date
                    OR EXISTS (
                       SELECT FROM foreign_trade_ownership owned
                        WHERE owned.res_model = 'res.partner' AND owned.res_id = customer.id
                          AND owned.date_to IS NULL AND owned.date_from > planned.create_date
                          AND owned.user_id IS DISTINCT FROM planned.user_id))
            """,
            type=self.env.ref(kind).id,
            company=self.company_id.id,
            last=self._last_contact_query(kind, until=1),
        )
        ids = [row_id for (row_id,) in self.env.execute_query(query)]
        self.env["mail.activity"].browse(ids).unlink()
