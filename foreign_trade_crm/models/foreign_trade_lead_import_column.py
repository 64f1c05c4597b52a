from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: what several columns may be
MANY = frozenset(("note", "skip", "message"))


class ForeignTradeLeadImportColumn(models.Model):
    """One column of an uploaded list and what it holds."""

    _name = "foreign.trade.lead.import.column"
    _description = "Column of an Imported List"
    _order = "import_id, index"

    import_id = fields.Many2one(
        "foreign.trade.lead.import", required=True, index=True, ondelete="cascade"
    )
    index = fields.Integer(required=True, help="Position in the file, counted from 0.")
    heading = fields.Char(readonly=True)
    sample = fields.Char(string="Values", readonly=True)
    field = fields.Selection(selection="_get_field_selection", string="Becomes", default="note")

    @api.model
    def _get_field_selection(self):
        facts = self.env["foreign.trade.inquiry"]._get_facts_selection()
        return [
            ("note", self.env._("A line in the notes")),
            ("skip", self.env._("Nothing")),
            *facts,
            ("first_name", self.env._("First Name")),
            ("last_name", self.env._("Last Name")),
        ]

    @api.constrains("field")
    def _check_once(self):
        """Of what a lead has once, one column."""
        for column in self.filtered(lambda one: one.field and one.field not in MANY):
            others = column.import_id.column_ids - column
            if column.field in others.mapped("field"):
                raise ValidationError(
                    self.env._(
                        "Two columns are both “%(field)s”. Keep one of them as a note.",
                        field=dict(self._get_field_selection())[column.field],
                    )
                )
