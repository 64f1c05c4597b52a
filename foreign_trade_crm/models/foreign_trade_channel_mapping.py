from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import json_path


class ForeignTradeChannelMapping(models.Model):
    """Where in a webhook's JSON a fact of the inquiry stands: one field, one path.

    A field may have several lines; the first that finds a value wins. The language of paths
    is described in ``tools/json_path.py`` and in the help of the field.
    """

    _name = "foreign.trade.channel.mapping"
    _description = "Webhook Mapping"
    _order = "channel_id, sequence, id"

    channel_id = fields.Many2one(
        "foreign.trade.channel", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="channel_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    field_name = fields.Selection(selection="_select_field_name", string="Field", required=True)
    path = fields.Char(
        required=True,
        help="buyer.email – what is inside an object; items[0] – the first of a list; "
        "items[*].name – of all; answers[ref=mail].text – of the one whose ref is mail; "
        '["Company name"] – a name with spaces; a | b – the second where the first is '
        "empty; first + last – both, with a space between; 'USD' – always this text.",
    )

    @api.model
    def _select_field_name(self):
        facts = self.env["foreign.trade.inquiry"]._get_facts_selection()
        return [("external_id", self.env._("External ID")), *facts]

    @api.depends("field_name", "path")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.field_name}: {line.path}"

    @api.constrains("path")
    def _check_path(self):
        for line in self:
            try:
                json_path.parse(line.path)
            except json_path.PathError as error:
                raise ValidationError(line._explain_path_error(error)) from error

    def _explain_path_error(self, error):
        """What is wrong with this line's path, and how to mend it."""
        explanations = {
            "empty": self.env._("A path is missing there."),
            "long": self.env._("It is longer than 500 characters."),
            "name": self.env._(
                "The name of a member is expected there; a name with spaces, dots or brackets "
                'is written ["so"].'
            ),
            "bracket": self.env._(
                "In brackets stands a number, an asterisk, a quoted name, or a condition such "
                "as [name=email]."
            ),
            "end": self.env._(
                "Parts of a path are joined by dots, alternatives by |, words by a plus between "
                "spaces."
            ),
        }
        return self.env._(
            "The path “%(path)s” cannot be read at character %(position)s. %(explanation)s",
            path=self.path,
            position=error.position,
            explanation=explanations[error.kind],
        )
