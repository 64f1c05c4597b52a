from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import mail_expression, mail_pattern

#: what a mail may tell beside the facts every inquiry has
REFERENCE = "reference"


class ForeignTradeMailPatternLine(models.Model):
    """Where one value stands in a platform's mail. Lines of one field are tried in order."""

    _name = "foreign.trade.mail.pattern.line"
    _inherit = ["foreign.trade.cached.mixin"]
    _description = "Field of a Platform Mail"
    _order = "pattern_id, sequence, id"

    pattern_id = fields.Many2one(
        "foreign.trade.mail.pattern", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="pattern_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    field = fields.Selection(selection="_get_field_selection", required=True)
    method = fields.Selection(
        [
            ("label", "Beside or below the words"),
            ("block", "All lines after the words"),
            ("expression", "Regular expression"),
        ],
        string="Find",
        required=True,
        default="label",
    )
    part = fields.Selection(
        [
            ("body", "Text"),
            ("subject", "Subject"),
            ("sender", "Sender"),
            ("reply_to", "Reply address"),
        ],
        string="In",
        required=True,
        default="body",
    )
    expression = fields.Char(
        string="Words or Expression",
        required=True,
        help="Words: as they stand in the mail, separated by commas. A regular expression is "
        "looked for in each line; its first group is the value.",
    )
    stops = fields.Char(
        string="Until", help="Words that end the lines, separated by commas: “Reply now”."
    )

    @api.model
    def _get_field_selection(self):
        facts = self.env["foreign.trade.inquiry"]._get_facts_selection()
        return [*facts, (REFERENCE, self.env._("Number at the Platform"))]

    @api.constrains("method", "expression")
    def _check_expression(self):
        for line in self:
            if line.method != "expression":
                if not mail_pattern.words_of(line.expression):
                    raise ValidationError(self.env._("Say after which words a value stands."))
                continue
            try:
                mail_expression.check_expression(line.expression)
            except mail_expression.ExpressionError as error:
                raise ValidationError(line._get_refusal(error)) from error

    def _get_refusal(self, error):
        """Why an expression is refused and what to write instead."""
        expression = self.expression[:80]
        reasons = {
            "syntax": self.env._(
                "“%(expression)s” is not a regular expression: %(detail)s.",
                expression=expression,
                detail=error.detail,
            ),
            "long": self.env._(
                "“%(expression)s” is too long: 300 characters are enough for one value.",
                expression=expression,
            ),
            "reference": self.env._(
                "“%(expression)s” refers back to one of its own groups, which can take for ever. "
                "Write what should be found.",
                expression=expression,
            ),
            "nested": self.env._(
                "“%(expression)s” repeats something that itself repeats, such as (a+)+, which can "
                "take for ever. Repeat single characters only.",
                expression=expression,
            ),
            "slow": self.env._(
                "“%(expression)s” has too many parts of any length, such as .*, and can take for "
                "ever. Use two of them at most, or begin with ^.",
                expression=expression,
            ),
        }
        return reasons[error.code]

    def _prepare_reader(self):
        self.ensure_one()
        is_words = self.method != "expression"
        return {
            "field": self.field,
            "method": self.method,
            "part": self.part,
            "labels": mail_pattern.words_of(self.expression) if is_words else [],
            "expression": self.expression,
            "stops": mail_pattern.words_of(self.stops),
        }
