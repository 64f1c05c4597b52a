"""Fields that are computed from another table, and sort and group by it all the same."""

from odoo import fields


class _Elsewhere:
    """Its SQL comes from the model's ``_elsewhere_to_sql(name, alias)``.

    Overriding ``_field_to_sql`` of the model would be called for each column of each statement.
    """

    def to_sql(self, model, alias):
        """SQL of the value for the row that ``alias`` stands for."""
        return model._elsewhere_to_sql(self.name, alias)


class ElsewhereDatetime(_Elsewhere, fields.Datetime):
    """A moment kept in another table."""


class ElsewhereMany2one(_Elsewhere, fields.Many2one):
    """A link kept in another table."""


class ElsewhereSelection(_Elsewhere, fields.Selection):
    """A choice kept in another table."""
