from odoo import api, fields, models

from ..tools import whatsapp


class ForeignTradeWhatsappTemplate(models.Model):
    """A message that Meta has approved: the only kind that may open a conversation."""

    _name = "foreign.trade.whatsapp.template"
    _description = "WhatsApp Template"
    _order = "name, language, id"

    name = fields.Char(required=True, help="Exactly as at Meta, such as quotation_follow_up.")
    channel_id = fields.Many2one(
        "foreign.trade.channel",
        required=True,
        index=True,
        ondelete="cascade",
        domain=[("webhook_format", "=", "whatsapp")],
    )
    company_id = fields.Many2one(related="channel_id.company_id", store=True)
    language = fields.Char(required=True, default="en_US", help="Meta's code, such as en_US.")
    body = fields.Text(
        required=True,
        help="The text as it was approved, with its places {{1}}, {{2}} … It is shown before "
        "sending; Meta sends its own copy.",
    )
    active = fields.Boolean(default=True)
    place_count = fields.Integer(string="Places", compute="_compute_place_count")

    _name_uniq = models.Constraint(
        "UNIQUE(channel_id, name, language)", "A template exists once in a language."
    )

    @api.depends("body")
    def _compute_place_count(self):
        for template in self:
            template.place_count = len(whatsapp.placeholders(template.body))

    @api.depends("name", "language")
    def _compute_display_name(self):
        for template in self:
            template.display_name = f"{template.name} ({template.language})"

    @api.model
    def _update_from_account(self, channel, found):
        """Create, change and archive the channel's templates after what Meta lists."""
        known = self.with_context(active_test=False).search([("channel_id", "=", channel.id)])
        by_key = {(template.name, template.language): template for template in known}
        listed = self.browse()
        for row in found:
            values = self._prepare_account_values(channel, row)
            if not values:
                continue
            template = by_key.get((values["name"], values["language"]))
            if template:
                template.write(values)
            else:
                template = self.create(values)
            listed |= template
        (known - listed).active = False

    @api.model
    def _prepare_account_values(self, channel, row):
        """Values for an approved template with text alone; empty for any other."""
        components = {part.get("type"): part for part in row.get("components") or []}
        body = (components.get("BODY") or {}).get("text")
        header = components.get("HEADER") or {}
        needs_more = header.get("format") not in (None, "TEXT") or "{{" in header.get("text", "")
        if row.get("status") != "APPROVED" or not body or needs_more:
            return {}
        return {
            "channel_id": channel.id,
            "name": row["name"],
            "language": row.get("language") or "en_US",
            "body": body,
            "active": True,
        }
