from datetime import timedelta

from odoo.tools import SQL

from .content import table

ACTIVITIES = {
    "call": "mail.mail_activity_data_call",
    "meeting": "mail.mail_activity_data_meeting",
    "email": "mail.mail_activity_data_email",
}
#: last contact of leads, then of customers, from the messages that were moved into the past
LAST_CONTACT = """
    WITH talk AS (
        SELECT message.date AS at, users.id AS user_id,
               COALESCE(lead.id, deal.id) AS lead_id,
               COALESCE(sale.partner_id, lead.partner_id, person.id) AS partner_id
          FROM mail_message message
          LEFT JOIN res_users users ON users.partner_id = message.author_id AND NOT users.share
          LEFT JOIN crm_lead lead ON message.model = 'crm.lead' AND lead.id = message.res_id
          LEFT JOIN sale_order sale ON message.model = 'sale.order' AND sale.id = message.res_id
          LEFT JOIN crm_lead deal ON deal.id = sale.opportunity_id
          LEFT JOIN res_partner person
                 ON message.model = 'res.partner' AND person.id = message.res_id
         WHERE message.message_type IN ('comment', 'email')
    ), latest AS (
        SELECT %(key)s AS id, max(talk.at) AS at,
               max(talk.at) FILTER (WHERE talk.user_id IS NULL) AS in_at,
               max(talk.at) FILTER (WHERE talk.user_id IS NOT NULL) AS out_at,
               (array_agg(talk.user_id ORDER BY talk.at DESC))[1] AS user_id
          FROM talk %(join)s
         GROUP BY 1
    )
    UPDATE %(table)s record
       SET contact_last_at = latest.at, contact_last_in_at = latest.in_at,
           contact_last_out_at = latest.out_at, contact_last_user_id = latest.user_id
      FROM latest
     WHERE latest.id = record.%(column)s AND record.contact_last_at IS NOT NULL
"""


class Contacts:
    """Calls, chats and visits that the representatives told, and the dates of all contact."""

    def __init__(self, world):
        self.world = world
        self.env = world.env

    def tell(self):
        self._settle()
        for row in table("contacts"):
            self._log(row)

    def _settle(self):
        """Messages were written today and moved since: the last contact follows them."""
        self.env.flush_all()
        apart = ("foreign_trade_partner_contact", "partner_id")
        for name, column, key, join in (
            ("crm_lead", "id", "talk.lead_id", ""),
            (*apart, "talk.partner_id", ""),
            (
                *apart,
                "person.commercial_partner_id",
                "JOIN res_partner person ON person.id = talk.partner_id",
            ),
        ):
            update = SQL(
                LAST_CONTACT,
                table=SQL.identifier(name),
                column=SQL.identifier(column),
                key=SQL(key),
                join=SQL(join),
            )
            self.env.cr.execute(update)
        self.env.invalidate_all(flush=False)

    def _log(self, row):
        record = self._find(self.env, row["email"])
        if not record or self._is_pooled(record):
            return
        env = self.world.as_owner(record, row["rep"])
        at = self.world.history.day(int(row["days"]), minute=int(row["minute"]))
        values = {
            "lead_id" if record._name == "crm.lead" else "partner_id": record.id,
            "contacted_at": at,
            **{name: row[name] for name in ("channel", "direction", "outcome", "note")},
        }
        if row["next"]:
            due = self.world.history.now + timedelta(days=int(row["next_days"]))
            values["next_type_id"] = env.ref(ACTIVITIES[row["next"]]).id
            values["next_date"] = due.date()
        log = env["foreign.trade.contact.log"].create(values)
        log.sudo().message_id.date = at

    @staticmethod
    def _is_pooled(record):
        """Whoever is in the pool by now is nobody's to call."""
        record = record.sudo()
        customer = record.partner_id if record._name == "crm.lead" else record
        return record.pool_member or customer.commercial_partner_id.pool_member

    def _find(self, env, email):
        """The representative's open lead or deal with an address, else the contact."""
        own = [("won_status", "=", "pending"), ("user_id", "=", env.uid)]
        for model, domain in (("crm.lead", own), ("res.partner", [])):
            found = env[model].search(
                [("email_normalized", "=", email), *domain], order="id desc", limit=1
            )
            if found:
                return found
        return None
