from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

#: what people said; must be the very predicate of the index in mail_message_timeline.py
SAID = """(mail_message.message_type IN ('comment', 'email', 'email_outgoing', 'auto_comment')
    OR mail_message.mail_activity_type_id IS NOT NULL)"""
KIND = """CASE
    WHEN mail_message.message_type IN ('email', 'email_outgoing', 'auto_comment') THEN 'email'
    WHEN mail_message.mail_activity_type_id IN
        (SELECT id FROM mail_activity_type WHERE category = 'phonecall') THEN 'call'
    WHEN mail_message.mail_activity_type_id IN
        (SELECT id FROM mail_activity_type WHERE category = 'meeting') THEN 'meeting'
    WHEN mail_message.mail_activity_type_id IS NOT NULL THEN 'task'
    WHEN mail_message.is_internal OR mail_message.subtype_id IN
        (SELECT id FROM mail_message_subtype WHERE internal) THEN 'note'
    ELSE 'email' END"""
KINDS = ("email", "call", "meeting", "note", "task")


class ForeignTradeCustomerTimeline(models.AbstractModel):
    """What was written about and with a customer, wherever it stands.

    A reader sees the messages of the documents they may read, as in the chatter. Documents are
    looked at by their newest message first, in an index alone: only those whose newest one may
    be on the page are looked at further, and only the page's own messages are read.
    """

    _inherit = "foreign.trade.customer.timeline"

    @api.model
    def _get_threads(self, customer):
        """``{model: domain}`` of the documents whose messages belong to this company."""
        partners = self._get_family(customer)
        by_partner = Domain("partner_id", "in", partners)
        return {
            "res.partner": Domain("id", "in", partners),
            "crm.lead": by_partner,
            "sale.order": by_partner,
            "foreign.trade.contract": by_partner,
            "account.move": by_partner,
        }

    @api.model
    def _get_readable_kinds(self, sources):
        found = set(super()._get_readable_kinds(sources))
        if self.env["mail.message"].has_access("read"):
            found |= set(KINDS)
        return [kind for kind in self._get_kinds() if kind in found]

    @api.model
    def _prepare_selects(self, customer, sources, page):
        selects = super()._prepare_selects(customer, sources, page)
        if set(KINDS) & set(page.kinds) and self.env["mail.message"].has_access("read"):
            threads = self._prepare_threads(customer)
            if threads:
                selects.append(self._prepare_message_select(threads, page))
        return selects

    @api.model
    def _prepare_threads(self, customer, for_activities=False):
        """SELECTs of model and ID of the documents that the user may read.

        :param for_activities: only those whose activities the user may read, too: Odoo shows
            them to whoever may post on the document
        """
        selects = []
        for model, domain in self._get_threads(customer).items():
            records = self.env[model].with_context(active_test=False)
            needed = getattr(records, "_mail_post_access", "read") if for_activities else "read"
            if not records.has_access("read") or not records.has_access(needed):
                continue
            query = records._search(domain)
            if needed != "read":
                rules = Domain(self.env["ir.rule"]._compute_domain(model, needed))
                # sudo: rules are not searches of the user
                rules = rules.optimize_full(records.sudo())
                query.add_where(rules._to_sql(records.sudo(), query.table, query))
            if not query.is_empty():
                record_id = SQL.identifier(query.table, "id")
                name = SQL("%s::varchar AS model", model)
                selects.append(query.select(name, SQL("%s AS res_id", record_id)))
        return selects

    @api.model
    def _prepare_message_select(self, threads, page):
        query = self._prepare_message_query(page)
        at, record_id = (SQL.identifier("mail_message", name) for name in ("date", "id"))
        columns = self._prepare_message_columns()
        return SQL(
            """(
            WITH thread AS MATERIALIZED (%(threads)s),
            latest AS MATERIALIZED (
                SELECT thread.model, thread.res_id, newest.date
                  FROM thread CROSS JOIN LATERAL (
                        SELECT mail_message.date FROM %(tables)s
                         WHERE %(where)s AND mail_message.model = thread.model
                           AND mail_message.res_id = thread.res_id
                         ORDER BY mail_message.date DESC LIMIT 1) AS newest),
            oldest AS MATERIALIZED (
                SELECT COALESCE(
                    (SELECT date FROM latest ORDER BY date DESC OFFSET %(last)s LIMIT 1),
                    '-infinity') AS date),
            chosen AS MATERIALIZED (
                SELECT said.id
                  FROM latest CROSS JOIN LATERAL (
                        SELECT mail_message.id, mail_message.date FROM %(tables)s
                         WHERE %(where)s AND mail_message.model = latest.model
                           AND mail_message.res_id = latest.res_id
                           AND mail_message.date >= (SELECT date FROM oldest)
                         ORDER BY mail_message.date DESC, mail_message.id DESC
                         LIMIT %(limit)s) AS said
                 WHERE latest.date >= (SELECT date FROM oldest)
                 ORDER BY said.date DESC, said.id DESC LIMIT %(limit)s)
            SELECT %(columns)s
              FROM chosen JOIN mail_message ON mail_message.id = chosen.id
             ORDER BY mail_message.date DESC, mail_message.id DESC)""",
            threads=SQL(" UNION ALL ").join(threads),
            tables=query.from_clause,
            where=query.where_clause,
            columns=SQL(", ").join(self._row_to_sql("message", at, record_id, columns)),
            limit=page.limit,
            last=page.limit - 1,
        )

    @api.model
    def _prepare_message_query(self, page):
        """Messages that may be shown, by whatever rules of access there are on messages."""
        rules = self.env["ir.rule"]._compute_domain("mail.message", "read")
        # sudo: the rules are given, and that the documents are readable comes with the threads
        query = self.env["mail.message"].sudo()._search(rules)
        query.add_where(SQL(SAID))
        query.add_where(
            # it stands in the time line as what it is, a message of WhatsApp
            SQL(
                """NOT EXISTS (SELECT 1 FROM foreign_trade_whatsapp_message AS whatsapp
                    WHERE whatsapp.mail_message_id = mail_message.id)"""
            )
        )
        if not set(KINDS) <= set(page.kinds):
            query.add_where(SQL("%s = ANY(%s)", SQL(KIND), list(page.kinds)))
        if page.cursor:
            at, record_id = (SQL.identifier("mail_message", name) for name in ("date", "id"))
            query.add_where(self._cursor_to_sql("message", at, record_id, page.cursor))
        return query

    @api.model
    def _prepare_message_columns(self):
        return {
            "kind": SQL(KIND),
            "title": SQL("mail_message.subject"),
            "text": SQL("mail_message.body"),
            "author_id": SQL("mail_message.author_id"),
            "who": SQL("mail_message.email_from"),
            "res_model": SQL("mail_message.model"),
            "res_id": SQL("mail_message.res_id"),
        }
