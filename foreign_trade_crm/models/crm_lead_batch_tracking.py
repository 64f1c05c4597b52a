from odoo import fields, models
from odoo.exceptions import MissingError
from odoo.tools import SQL

#: tracked fields of ours, which nothing changes but a write that names them and their own compute
OWN_TRACKED = frozenset(
    (
        "clerk_id",
        "closing_note",
        "deal_amount",
        "deal_currency_id",
        "invalid_reason_id",
        "validity",
        "win_reason_id",
    )
)


class CrmLeadBatchTracking(models.Model):
    """Changes of many leads are logged together: the same notes, in a tenth of the time.

    Odoo writes the note of each changed record by itself. Notes that go to nobody are written
    here all at once; what has a subtype of its own (won, lost, another stage) stays with Odoo.
    """

    _inherit = "crm.lead"

    def write(self, vals):
        own = OWN_TRACKED & vals.keys()
        context = self.env.context
        if own and not (context.get("tracking_disable") or context.get("mail_notrack")):
            self._track_prepare(own)
        return super().write(vals)

    def _track_prepare(self, fields_iter):
        """A value that is kept already is not read again: Odoo would, at each recomputation.

        Before each write Odoo reads every tracked field of every record. Ours change by a write
        that names them, or by their own recomputation, and are read then.
        """
        if fields_iter is not self._fields:
            # asked for each stored computation, of which few are tracked: the least first
            fields_iter = [
                name for name in fields_iter if getattr(self._fields[name], "tracking", None)
            ]
            if not fields_iter:
                return None
        names = self._track_get_fields()
        names = (
            names - OWN_TRACKED if fields_iter is self._fields else names.intersection(fields_iter)
        )
        if not names:
            return None
        kept = self.env.cr.precommit.data.get(f"mail.tracking.{self._name}")
        if kept and len(self) > 1:
            self = self.browse(
                id_
                for id_ in self._ids
                if id_ not in kept or kept[id_] is not None and not kept[id_].keys() >= names
            ).with_prefetch(self._prefetch_ids)
        return super()._track_prepare(names)

    def _message_track(self, fields_iter, initial_values_dict):
        if len(self) < 2 or not fields_iter:
            return super()._message_track(fields_iter, initial_values_dict)
        tracked = self.fields_get(fields_iter, ("string", "type", "selection", "currency_field"))
        tracking = {}
        for lead in self:
            try:
                tracking[lead.id] = lead._mail_track(tracked, initial_values_dict[lead.id])
            except MissingError:
                continue  # deleted meanwhile: nothing to log, as in Odoo
        quiet = self.browse(tracking).filtered(
            lambda lead: lead._is_tracked_quietly(tracking[lead.id], initial_values_dict[lead.id])
        )
        quiet._log_tracking(tracking)
        loud = super(CrmLeadBatchTracking, self - quiet)
        return {
            **{lead.id: tracking[lead.id] for lead in quiet},
            **loud._message_track(fields_iter, initial_values_dict),
        }

    def _is_tracked_quietly(self, tracking, initial_values):
        """Whether the changes of a lead make a note that nobody is notified of."""
        changes, commands = tracking
        if not changes or not commands or "stage_id" in changes:
            return False  # Odoo tells of another stage, and asking it costs a query for each
        return not self._track_subtype({name: initial_values[name] for name in changes})

    def _log_tracking(self, tracking):
        """One note for each lead, and its changed values, in a constant number of inserts."""
        data = self.env.cr.precommit.data
        texts = data.get(f"mail.tracking.message.{self._name}", {})
        authors = data.get(f"mail.tracking.author.{self._name}", {})
        for author, leads in self.grouped(lambda lead: authors.get(lead.id)).items():
            bodies = {
                lead.id: texts[lead.id]
                if lead.id in texts
                else lead._track_get_default_log_message(tracking[lead.id][0])
                for lead in leads
            }
            author_id = author.id if author is not None else None
            for body, same in leads.grouped(lambda lead: bodies[lead.id]).items():  # noqa: B023
                same._log_copies(body, author_id, tracking)
        self.invalidate_recordset(["message_ids"], flush=False)

    def _log_copies(self, body, author_id, tracking):
        """Odoo writes the note of the first lead; those of the others are copies of its row."""
        first = self[0]
        note = first._message_log_batch({first.id: body}, author_id=author_id)
        note.flush_recordset()
        copied = [
            SQL.identifier(field.name)
            for field in note._fields.values()
            if field.store and field.column_type and field.name not in ("id", "res_id")
        ]
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO mail_message (res_id, %(columns)s)
                SELECT lead_id, %(columns)s FROM mail_message, unnest(%(ids)s) AS lead_id
                 WHERE mail_message.id = %(note)s
             RETURNING res_id, id
                """,
                columns=SQL(", ").join(copied),
                ids=self[1:].ids,
                note=note.id,
            )
        )
        notes = {first.id: note.id, **dict(rows)}
        values_list = [
            {**values, "mail_message_id": notes[lead.id]}
            for lead in self
            for _command, _id, values in tracking[lead.id][1]
        ]
        _insert(self.env, "mail.tracking.value", values_list)


def _insert(env, model, values_list):
    """Rows of a table without logic of its own, in one statement."""
    now, uid = fields.Datetime.now(), env.uid
    stamp = {"create_uid": uid, "create_date": now, "write_uid": uid, "write_date": now}
    names = sorted({name for values in values_list for name in (*values, *stamp)})
    fields_ = env[model]._fields
    rows = [
        [
            fields_[name].convert_to_column_insert(values.get(name, False), env[model])
            if name not in stamp
            else stamp[name]
            for name in names
        ]
        for values in values_list
    ]
    env.execute_query(
        SQL(
            "INSERT INTO %s (%s) VALUES %s",
            SQL.identifier(env[model]._table),
            SQL(", ").join(map(SQL.identifier, names)),
            SQL(", ").join(SQL("%s", tuple(row)) for row in rows),
        )
    )
    env[model].invalidate_model(flush=False)
