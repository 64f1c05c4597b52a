from odoo import api, fields, models

#: what a list may tell beside the facts every inquiry has
OWN_FIELDS = ("first_name", "last_name", "street", "zip")


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
            ("street", self.env._("Street")),
            ("zip", self.env._("ZIP")),
        ]
