from odoo import api, fields, models
from odoo.fields import Domain

from .foreign_trade_inquiry_class import CLASSES


class CrmLeadClass(models.Model):
    """The open proposal of the inquiry that made a lead, for its form and list."""

    _inherit = "crm.lead"

    proposed_class = fields.Selection(CLASSES, string="Proposal", compute="_compute_proposal")
    class_reason = fields.Char(string="Because", compute="_compute_proposal")
    class_effect = fields.Char(string="Applying It", compute="_compute_proposal")
    class_error = fields.Text(string="Not Applied Because", compute="_compute_proposal")
    has_proposal = fields.Boolean(
        string="Proposal Waits", compute="_compute_proposal", search="_search_has_proposal"
    )

    @api.depends("type", "active")
    @api.depends_context("lang")
    def _compute_proposal(self):
        proposals = self._get_open_proposals()
        for lead in self:
            inquiry = proposals.get(lead._origin.id, proposals[False])
            lead.has_proposal = bool(inquiry)
            lead.proposed_class = inquiry.proposed_class
            lead.class_reason = inquiry.class_reason
            lead.class_effect = inquiry.class_effect
            lead.class_error = inquiry.class_error

    def _get_open_proposals(self):
        """{lead ID: its inquiry with an open proposal}; the key False has the empty one."""
        # sudo: who reads a lead may know what is proposed for it
        inquiries = self.env["foreign.trade.inquiry"].sudo()
        leads = self._origin.filtered(lambda lead: lead.type == "lead" and lead.active)
        if not leads:
            return {False: inquiries}
        domain = [("lead_id", "in", leads.ids), ("class_state", "=", "open")]
        fetched = inquiries.search_fetch(
            domain, ["lead_id", "proposed_class", "class_evidence", "class_error"], order="id desc"
        )
        return {False: inquiries, **{inquiry.lead_id.id: inquiry for inquiry in fetched}}

    def _search_has_proposal(self, operator, value):
        if operator != "in":
            return NotImplemented
        # sudo: as above; the search of leads keeps to its own rules
        inquiries = self.env["foreign.trade.inquiry"].sudo()
        waiting = inquiries._search([("class_state", "=", "open"), ("lead_id", "!=", False)])
        found = Domain("id", "in", waiting.subselect("lead_id")) & Domain("type", "=", "lead")
        return found if True in value else ~found

    def action_apply_class(self):
        """Do what is proposed for these leads."""
        return self._get_proposing_inquiries().action_apply_class()

    def action_dismiss_class(self):
        return self._get_proposing_inquiries().action_dismiss_class()

    def _get_proposing_inquiries(self):
        """As the user: an inquiry is open to those who may see its lead."""
        self.check_access("write")
        proposals = self._get_open_proposals()
        proposals.pop(False)
        return self.env["foreign.trade.inquiry"].browse(one.id for one in proposals.values())
