from collections import defaultdict
from datetime import timedelta
from uuid import uuid4

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

BATCH_SIZE = 500
#: older leads stay where they are unless somebody assigns them by the button
CRON_DAYS = 30


class CrmLeadAssignmentRun(models.Model):
    """Rules give out leads that are there already and have nobody."""

    _inherit = "crm.lead"

    def action_assign_now(self):
        """Have the rules give out those of these leads that nobody has.

        :raises AccessError: for anybody but sales managers
        :raises UserError: as long as there is no rule
        """
        if not self.env.user.has_group("foreign_trade_crm.group_sales_manager"):
            raise AccessError(self.env._("Only sales managers have leads assigned by the rules."))
        if not self.env["foreign.trade.assignment.rule"]._get_active_rules():
            raise UserError(self.env._("There is no assignment rule yet. Write one first."))
        free = self._filter_assignable()
        assigned = free._assign_by_rules()
        assigned._notify_assignment()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if assigned else "warning",
                "message": self.env._(
                    "%(assigned)s leads assigned, %(waiting)s wait in a team's pool.",
                    assigned=len(assigned),
                    waiting=len(free - assigned),
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _filter_assignable(self):
        return self.filtered(lambda lead: lead.type == "lead" and lead.active and not lead.user_id)

    def _assign_by_rules(self):
        """Give these leads out, those left out that somebody is working on this moment.

        Nobody is told; the caller does. Returns the leads that now have an owner.
        """
        leads = self.try_lock_for_update(allow_referencing=True)
        if not leads:
            return leads
        facts_list = leads._prepare_assignment_facts(leads._get_assignment_values(), leads.ids)
        decisions = self.env["foreign.trade.assignment"]._decide(facts_list)
        groups = defaultdict(list)
        for lead, decision in zip(leads, decisions, strict=True):
            if decision["user_id"] or lead._waits_elsewhere(decision):
                groups[_hashable(decision)].append(lead.id)
        for key, ids in groups.items():
            values = dict(key)
            if values.get("assignment_match"):
                model, id_, keys = values["assignment_match"]
                values["assignment_match"] = {"model": model, "id": id_, "keys": list(keys)}
            self.browse(ids)._write_decision(values)
        return leads.filtered("user_id")

    def _write_decision(self, values):
        """One decision for all of these leads; the history of owners keeps why."""
        if values["user_id"]:
            self.flush_recordset(["user_id"])
            reason = self._prepare_ownership_reason(values)
            self._log_ownership(dict.fromkeys(self.ids, values["user_id"]), reason)
        self.write(values)

    def _waits_elsewhere(self, decision):
        """Whether a lead that gets nobody would wait in another team, by another rule."""
        return (
            decision.get("team_id", self.team_id.id) != self.team_id.id
            or decision.get("assigned_rule_id", False) != self.assigned_rule_id.id
        )

    @api.model
    def _get_assignable_domain(self):
        """Leads that never had anybody; what somebody released stays in the pool."""
        since = fields.Datetime.now() - timedelta(days=CRON_DAYS)
        return (
            Domain("type", "=", "lead")
            & Domain("user_id", "=", False)
            & Domain("assigned_at", "=", False)
            & Domain("create_date", ">=", since)
        )

    @api.model
    def _cron_assign_by_rules(self):
        """Give out leads that waited because all were full or away; off until switched on.

        Safe when several servers run it: a batch is locked with SKIP LOCKED until it is
        committed. Each person hears of the whole run once.
        """
        if not self.env["foreign.trade.assignment.rule"]._get_active_rules():
            return
        run = f"cron:{uuid4()}"
        domain = self._get_assignable_domain()
        last, more = 0, True
        while more:
            leads = self.search(domain & Domain("id", ">", last), limit=BATCH_SIZE, order="id")
            if not leads:
                break
            last = leads[-1].id
            assigned = leads._filter_never_owned()._assign_by_rules()
            self.env["foreign.trade.assignment.notice"]._queue(assigned, run)
            remaining = self.search_count(domain & Domain("id", ">", last))
            more = self.env["ir.cron"]._commit_progress(len(leads), remaining=remaining)
        self.env["foreign.trade.assignment.notice"]._send(run)
        self.env["ir.cron"]._commit_progress()

    def _filter_never_owned(self):
        # sudo: the history of owners is looked at, not shown
        history = self.env["foreign.trade.ownership"].sudo()
        domain = [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        owned = {res_id for (res_id,) in history._read_group(domain, ["res_id"])}
        return self.filtered(lambda lead: lead.id not in owned)


def _hashable(decision):
    """The values of a decision as something that leads can be grouped by."""
    match = decision.get("assignment_match")
    if match:
        match = (match["model"], match["id"], tuple(match["keys"]))
    return tuple(sorted({**decision, "assignment_match": match or False}.items()))
