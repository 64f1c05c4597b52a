import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

_logger = logging.getLogger(__name__)


class ForeignTradeInquiryClassApply(models.Model):
    """The proposal is done by one click, or at once where the channel is trusted."""

    _inherit = "foreign.trade.inquiry"

    def action_apply_class(self):
        """Do what is proposed. Of several, those that a gate refuses keep their proposal.

        :raises AccessError: for those who may not write the lead
        :raises UserError: where conversion is refused, for a single inquiry
        """
        self.check_access("read")
        todo = self.filtered(lambda inquiry: inquiry.class_state == "open" and inquiry.lead_id)
        if len(todo) == 1:
            todo._apply_class()
            return todo._get_applied_action()
        refused = {inquiry: error for inquiry in todo if (error := inquiry._try_class())}
        return self._notify_applied(len(todo) - len(refused), refused)

    def action_dismiss_class(self):
        """The proposal is wrong or was done by hand."""
        self.check_access("read")
        self.lead_id.check_access("write")
        # sudo: the log is written by the system; who may write the lead decides on it
        self.sudo().filtered(lambda inquiry: inquiry.class_state == "open").write(
            {"class_state": "dismissed", **self._prepare_applied_values()}
        )
        return True

    def _try_class(self):
        """Apply one of several; the reason why not, if it is refused."""
        try:
            with self.env.cr.savepoint():
                self._apply_class()
        except (AccessError, UserError, ValidationError) as error:
            return str(error)
        return ""

    def _apply_class_unattended(self):
        """On trusted channels. A refusal is kept with the proposal, which stays open."""
        for inquiry in self.filtered(lambda inquiry: inquiry.class_state == "open"):
            try:
                with self.env.cr.savepoint():
                    inquiry._apply_class()
            except Exception as error:
                _logger.info("Proposal for inquiry %s not applied: %s", inquiry.id, error)
                inquiry.class_error = str(error)[:2000]

    def _apply_class(self):
        self.ensure_one()
        self.lead_id.check_access("write")
        if self.lead_id.type == "lead" and self.lead_id.active:
            getattr(self, f"_apply_class_{self.proposed_class}")()
        # sudo: as above
        self.sudo().write(
            {"class_state": "applied", "class_error": False, **self._prepare_applied_values()}
        )

    @api.model
    def _prepare_applied_values(self):
        return {"class_applied_at": fields.Datetime.now(), "class_applied_by_id": self.env.uid}

    def _apply_class_rfq(self):
        """Company and contact, and the lead is their opportunity."""
        self.lead_id.validity = "valid"
        self.lead_id._handle_partner_assignment(create_missing=True)
        self.lead_id.convert_opportunity(self.lead_id.partner_id)

    def _apply_class_repeat(self):
        """The lead is an opportunity of the customer that is on record."""
        self._take_known_customer()
        self._apply_class_rfq()

    def _apply_class_question(self):
        """Company and contact, and somebody is to talk to them; there is no deal yet."""
        self._take_known_customer()
        lead = self.lead_id
        lead._handle_partner_assignment(create_missing=True)
        user = lead.user_id or self._get_person()
        lead._convert_to_customer()
        lead.partner_id.commercial_partner_id.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=self.env._("Answer: %(subject)s", subject=lead.name)[:250],
            note=lead.description,
            user_id=user.id or False,
        )

    def _apply_class_prospect(self):
        """An importer nobody has spoken with: marked, and somebody is to find the contact."""
        lead = self.lead_id
        lead.write(
            {
                "tag_ids": [(4, self.env.ref("foreign_trade_crm.tag_prospect").id)],
                "qualification_company": "yes",
            }
        )
        lead.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=self.env._("Find the buyer and write first"),
            user_id=(lead.user_id or self._get_person()).id or False,
        )

    def _apply_class_lead(self):
        """It stays a lead to verify."""

    def _take_known_customer(self):
        # sudo: the link names a customer that may be out of reach; writing it on the lead checks
        customer = self.sudo().proposed_partner_id.with_env(self.env)
        if customer and not self.lead_id.partner_id:
            self.lead_id.partner_id = customer

    def _get_person(self):
        """Who has the activity of a lead that nobody owns: who clicks, else the team's leader."""
        is_person = not self.env.su or not self.env.user._is_superuser()
        return self.env.user if is_person else self.lead_id.team_id.user_id

    def _get_applied_action(self):
        """Where the work goes on."""
        lead = self.lead_id
        if self.proposed_class == "question" and lead.partner_id:
            return {
                "type": "ir.actions.act_window",
                "res_model": "res.partner",
                "res_id": lead.partner_id.commercial_partner_id.id,
                "view_mode": "form",
                "views": [(False, "form")],
            }
        if lead.type == "opportunity":
            return lead.redirect_lead_opportunity_view()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    @api.model
    def _notify_applied(self, count, refused):
        lines = [f"{inquiry.lead_id.display_name}: {error}" for inquiry, error in refused.items()]
        message = self.env._("Proposals applied: %(count)s.", count=count)
        if lines:
            more = self.env._("Refused: %(count)s.", count=len(lines))
            message = "\n".join([f"{message} {more}", *lines[:5]])
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if refused else "success",
                "message": message,
                "sticky": bool(refused),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
