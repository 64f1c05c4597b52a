"""A field for tables that SQL writes by the hundred thousand."""

from odoo import fields


class PlainMany2one(fields.Many2one):
    """A many2one without a foreign key.

    PostgreSQL checks a foreign key row by row and locks what the row names: more work than the
    row itself. A model with such fields removes its rows when what they name is deleted.
    """

    def update_db_foreign_key(self, model, column):
        """Leave the column alone."""
