from ast import literal_eval

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools import raw_email


class ForeignTradeChannel(models.Model):
    """Where inquiries come from, with what their leads take over from it."""

    _name = "foreign.trade.channel"
    _description = "Inquiry Channel"
    _inherit = ["mail.alias.mixin.optional"]
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(string="Channel", required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        [
            ("website", "Website Form"),
            ("email", "Email Alias"),
            ("platform", "B2B Platform"),
            ("whatsapp", "WhatsApp"),
            ("social", "Social Network"),
            ("advertisement", "Advertisement"),
            ("trade_fair", "Trade Fair"),
            ("customs_data", "Customs Data"),
            ("directory", "Directory"),
            ("referral", "Referral"),
            ("repeat", "Repeat Customer"),
        ],
        required=True,
        default="email",
    )
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company, index=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", check_company=True)
    source_id = fields.Many2one("utm.source")
    medium_id = fields.Many2one("utm.medium")
    campaign_id = fields.Many2one("utm.campaign")
    product_category_ids = fields.Many2many(
        "product.category",
        relation="foreign_trade_channel_product_category_rel",
        string="Product Lines",
        help="Product lines of a lead from this channel when nothing else is known.",
    )
    lang = fields.Selection(
        selection=lambda self: self.env["res.lang"].get_installed(),
        string="Language",
        help="Language of a lead whose own language is unknown or not installed.",
    )
    acknowledge_template_id = fields.Many2one(
        "mail.template",
        string="Acknowledgement",
        domain=[("model", "=", "crm.lead")],
        help="Sent once to whoever writes in, in the language of the inquiry. "
        "Leave empty to send nothing.",
    )
    inquiry_count = fields.Integer(string="Inquiries", compute="_compute_inquiry_count")
    lead_count = fields.Integer(string="Leads", compute="_compute_lead_count")

    def _compute_inquiry_count(self):
        # sudo: how many there are may be known to those who may not read them
        inquiries = self.env["foreign.trade.inquiry"].sudo()
        counts = dict(
            inquiries._read_group([("channel_id", "in", self.ids)], ["channel_id"], ["__count"])
        )
        for channel in self:
            channel.inquiry_count = counts.get(channel, 0)

    def _compute_lead_count(self):
        leads = self.env["crm.lead"].with_context(active_test=False)
        counts = dict(
            leads._read_group([("channel_id", "in", self.ids)], ["channel_id"], ["__count"])
        )
        for channel in self:
            channel.lead_count = counts.get(channel, 0)

    def _alias_get_creation_values(self):
        values = super()._alias_get_creation_values()
        values["alias_model_id"] = self.env["ir.model"]._get_id("foreign.trade.inquiry")
        values["alias_contact"] = "everyone"
        if self.id:
            values["alias_defaults"] = defaults = literal_eval(self.alias_defaults or "{}")
            defaults["channel_id"] = self.id
        return values

    @api.model
    def _find_for_email(self, raw):
        """The channel whose alias this mail was sent to, empty when none was."""
        aliases = self.env["mail.alias"].search(
            [
                ("alias_model_id", "=", self.env["ir.model"]._get_id("foreign.trade.inquiry")),
                ("alias_name", "!=", False),
            ]
        )
        if not aliases:
            return self.browse()
        addresses = raw_email.recipients(raw_email.read_headers(raw))
        addressed = aliases.filtered(lambda alias: alias._is_addressed_by(addresses))
        # an archived channel still takes what is sent to it: nothing is lost
        channels = self.with_context(active_test=False)
        return channels.search([("alias_id", "in", addressed.ids)], limit=1)

    def _prepare_lead_defaults(self):
        """What a lead from this channel gets unless it brings its own."""
        self.ensure_one()
        values = {
            # Odoo finds none for a lead of nobody in a team of all companies
            "company_id": self.company_id.id,
            "source_id": self.source_id.id,
            "medium_id": self.medium_id.id,
            "campaign_id": self.campaign_id.id,
            "product_category_ids": [(6, 0, self.product_category_ids.ids)],
        }
        return {name: value for name, value in values.items() if value and value != [(6, 0, [])]}

    def action_view_inquiries(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "foreign_trade_crm.foreign_trade_inquiry_action"
        )
        return {
            **action,
            "domain": [("channel_id", "=", self.id)],
            "context": {"search_default_filter_to_do": 0},
        }

    def action_view_leads(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "foreign_trade_crm.crm_lead_action_foreign_trade"
        )
        domain = Domain("channel_id", "=", self.id)
        return {
            **action,
            "domain": list(domain),
            "context": {"active_test": False, "default_channel_id": self.id},
        }
