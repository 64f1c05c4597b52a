from odoo import api, fields, models
from odoo.fields import Domain

BATCH = 1000


class ForeignTradeTargetRescore(models.Model):
    """How far the scheduled action has come with scoring all open leads anew, newest first.

    One row. Who changes a profile sets it back to the beginning; when that meets the action,
    the database lets one of the two wait and try again.
    """

    _name = "foreign.trade.target.rescore"
    _description = "Progress of Scoring Leads"

    next_lead_id = fields.Integer(help="Leads up to this one are still to be scored; 0 for none.")

    @api.model
    def _restart(self):
        leads = self.env["crm.lead"].sudo().with_context(active_test=False)
        last = leads.search(Domain.TRUE, order="id desc", limit=1).id
        progress = self.search(Domain.TRUE, limit=1)
        if progress:
            progress.next_lead_id = last
        else:
            self.create({"next_lead_id": last})
        # sudo: a manager may not touch scheduled actions
        self.env.ref("foreign_trade_crm.ir_cron_target_rescore").sudo()._trigger()

    @api.model
    def _cron_rescore(self):
        """Score batch after batch; safe when several servers run it."""
        while progress := self._lock_next():
            leads = self.env["crm.lead"].sudo()
            todo = leads._get_match_domain() & Domain("id", "<=", progress.next_lead_id)
            batch = leads.search(todo, order="id desc", limit=BATCH)
            batch._score_anew()
            progress.next_lead_id = min(batch.ids) - 1 if len(batch) == BATCH else 0
            # counting what is left of a million leads would cost more than a batch
            remaining = BATCH if progress.next_lead_id else 0
            if not self.env["ir.cron"]._commit_progress(len(batch), remaining=remaining):
                break

    @api.model
    def _lock_next(self):
        progress = self.search([("next_lead_id", ">", 0)], limit=1)
        return progress.try_lock_for_update()
