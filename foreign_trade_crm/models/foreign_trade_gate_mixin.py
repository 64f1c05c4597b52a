from collections import defaultdict

from odoo import api, fields, models


class ForeignTradeGateMixin(models.AbstractModel):
    """What must be true to enter, and to stay in, a stage.

    An adopter lists this mixin *before* the model it extends (``_name = "crm.lead"``,
    ``_inherit = ["foreign.trade.gate.mixin", "crm.lead"]``), so that the check is the
    outermost step of ``create`` and ``write``, and supplies:

    * ``_gate_fields``: the fields whose change may be a transition;
    * ``_gate_keys``: where its records stand now, in the words of the rules;
    * where it differs: ``_gate_entered_keys``, ``_gate_next_keys``, ``_gate_company``,
      ``_gate_team``.

    ``foreign.trade.gate.rule`` maps its transitions to models in ``_transition_models``.
    """

    _name = "foreign.trade.gate.mixin"
    _description = "Gate"

    _gate_fields = ()
    #: of these, the fields on which it depends whose rules count
    _gate_scope_fields = ()

    gate_override_reason = fields.Char(
        string="Gate override reason",
        compute="_compute_gate_override_reason",
        inverse="_inverse_gate_override_reason",
        help="Lets an entitled user pass although conditions are unmet; it is kept.",
    )
    gate_checklist = fields.Json(
        string="Conditions ahead", compute="_compute_gate_checklist", groups="base.group_user"
    )

    def _compute_gate_override_reason(self):
        self.gate_override_reason = False

    def _inverse_gate_override_reason(self):
        """The reason is kept in ``foreign.trade.gate.override``, not on the record."""

    def _gate_keys(self):
        """``{record.id: set of keys}``: where the records stand now.

        A key is ``"stage:<id>"`` or the code of a transition.
        """
        return {record.id: set() for record in self}

    def _gate_entered_keys(self, before, now):
        """``{record.id: (keys entered, keys of stages jumped over)}``.

        :param dict before: result of ``_gate_keys`` before the change; nothing for records
            just created
        :param dict now: the same after it
        """
        return {
            record_id: (keys - before.get(record_id, set()), set())
            for record_id, keys in now.items()
        }

    def _gate_staying_keys(self):
        """``{record.id: (keys it is in, keys of stages it has behind it)}``."""
        return {record_id: (keys, set()) for record_id, keys in self._gate_keys().items()}

    def _gate_next_keys(self):
        """``{record.id: (key, title)}`` of the transition that comes next, for the checklist."""
        return {}

    def _gate_rescoped_keys(self):
        """As :meth:`_gate_staying_keys`: what is judged anew where other rules count by now."""
        return self._gate_staying_keys()

    def _gate_company(self):
        """The company whose rules one record obeys."""
        return self.company_id or self.env.company

    def _gate_team(self):
        """The sales team whose rules one record obeys."""
        return self.env["crm.team"]

    @api.model_create_multi
    def create(self, vals_list):
        if not self._gate_conditions():
            return super().create(vals_list)
        reasons = [vals.get("gate_override_reason") for vals in vals_list]
        records = super().create(vals_list)
        unmet = records._gate_unmet_on_entry({})
        if unmet:
            reason_by_id = dict(zip(records.ids, reasons, strict=True))
            records._gate_settle(unmet, reason_by_id, created=True)
        return records

    def write(self, vals):
        conditions = self._gate_conditions()
        if not conditions:
            return super().write(vals)
        before = self._gate_keys() if self._gate_is_transition(vals) else None
        scopes = self._gate_scopes() if vals.keys() & set(self._gate_scope_fields) else {}
        held = self._gate_held_conditions(conditions, vals)
        reason = vals.get("gate_override_reason")
        result = super().write(vals)
        unmet = self._gate_unmet_on_entry(before, scopes) if before is not None else {}
        for record_id, broken in self._gate_broken_conditions(held).items():
            known = unmet.setdefault(record_id, [])
            known += [condition for condition in broken if condition not in known]
        if unmet:
            self._gate_settle(unmet, dict.fromkeys(unmet, reason))
        return result

    def _gate_conditions(self):
        return self.env["foreign.trade.gate.rule"]._get_conditions(self._name)

    def _gate_is_transition(self, vals):
        return any(name in vals for name in self._gate_fields)

    def _gate_unmet_on_entry(self, before, scopes=None):
        """``{record.id: [conditions]}`` that the records fail in what they just entered.

        A record that changed its company or team meets their rules where it stands: nobody
        passes a gate under the flag of another team.
        """
        entered = self._gate_entered_keys(before, self._gate_keys())
        wanted = {one: one.guarded_ids(entered) for one in self._gate_conditions()}
        now = self._gate_scopes() if scopes else {}
        moved = self.browse([rid for rid in now if now[rid] != scopes[rid]])
        here = moved._gate_rescoped_keys() if moved else {}
        for condition, ids in wanted.items():
            if condition.kind != "visit":  # what was skipped long ago is no matter of the team
                staying = condition.guarded_ids(here)
                ids |= {r for r in staying if not condition.applies_to(*scopes[r])}
        return self._gate_unmet(wanted)

    def _gate_scopes(self):
        """``{record.id: (company id, team id)}``: whose rules each record obeys."""
        # sudo: the team may be one that the user does not see
        return {one.id: (one._gate_company().id, one._gate_team().id) for one in self.sudo()}

    def _gate_held_conditions(self, conditions, vals):
        """``{condition: ids}`` that stay in the stage and meet it before an edit touches it."""
        touched = [
            condition
            for condition in conditions
            if condition.while_staying and self._gate_touches(condition, vals)
        ]
        if not touched:
            return {}
        staying = self._gate_staying_keys()
        wanted = {condition: condition.guarded_ids(staying) for condition in touched}
        unmet = self._gate_unmet(wanted)
        return {
            condition: {rid for rid in ids if condition not in unmet.get(rid, ())}
            for condition, ids in wanted.items()
        }

    def _gate_touches(self, condition, vals):
        """Whether the edit reaches a field of the condition, directly or through computes."""
        watched, seen = condition.watched_fields(self), set()
        while watched:
            if not watched.isdisjoint(vals):
                return True
            seen |= watched
            computed = [self._fields[name] for name in watched if name in self._fields]
            paths = [path for field in computed for path in field.get_depends(self)[0]]
            watched = {path.partition(".")[0] for path in paths} - seen
        return False

    def _gate_broken_conditions(self, held):
        """Of the conditions that held before the edit, those that it broke."""
        if not held:
            return {}
        staying = self._gate_staying_keys()
        return self._gate_unmet(
            {condition: ids & condition.guarded_ids(staying) for condition, ids in held.items()}
        )

    def _gate_unmet(self, wanted, team=None):
        """``{record.id: [conditions]}`` out of ``{condition: ids to judge}``.

        :param team: judge by this team's rules instead of those of each record's own
        """
        unmet = defaultdict(list)
        wanted = {condition: ids for condition, ids in wanted.items() if ids}
        if not wanted:
            return unmet
        for company_id, records in self._gate_by_company().items():
            teams = {record.id: (team or record._gate_team()).id for record in records}
            for condition, ids in wanted.items():
                guarded = [
                    record_id
                    for record_id, team_id in teams.items()
                    if record_id in ids and condition.applies_to(company_id, team_id)
                ]
                batch = records.browse(guarded).with_prefetch(records._prefetch_ids)
                batch = batch._gate_of_amount(condition)
                for record_id in condition.unmet_ids(batch) if batch else ():
                    unmet[record_id].append(condition)
        return unmet

    def _gate_by_company(self):
        """``{company id: records}`` with the rights that judge a condition.

        sudo: a condition may look at records that the user may not read; only its verdict
        and the rule's own message leave. The context is ours, since theirs may say anything.
        """
        companies = defaultdict(list)
        for record in self.sudo():
            companies[record._gate_company().id].append(record.id)
        context = {key: self.env.context.get(key) for key in ("lang", "tz")}
        return {
            company_id: self.with_env(
                self.env(su=True, context={**context, "allowed_company_ids": [company_id]})
            ).browse(ids)
            for company_id, ids in companies.items()
        }
