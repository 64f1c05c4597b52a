from odoo import models
from odoo.tools import SQL

from .foreign_trade_document_mixin import PARTNER_FIELDS

CURRENCY_FIELDS = ("name", "decimal_places", "currency_unit_label", "currency_subunit_label")


class ForeignTradeOfferDocumentMixinFetch(models.AbstractModel):
    """An offer is read for its document in one statement, with what it names."""

    _inherit = "foreign.trade.offer.document.mixin"

    def _offer_joins(self):
        """``{path of many2one fields: columns}`` of what is printed."""
        return {
            "currency_id": CURRENCY_FIELDS,
            "company_id": ("name", "partner_id"),
            "company_id.partner_id": PARTNER_FIELDS,
            "company_id.partner_id.state_id": ("name",),
            "company_id.partner_id.country_id": ("name",),
        }

    def _fetch_printed(self):
        """Put the offer and what it names into the cache, in every language, as far as the user
        may read the offer."""
        result = super()._fetch_printed()
        query = self._search([("id", "=", self.id)])
        # sudo: whoever reads the offer may print what it names
        offer = self.sudo().with_context(prefetch_langs=True)
        own = [name for name, field in offer._fields.items() if _is_column(field)]
        read, columns = [(offer, own)], [SQL.identifier(query.table, "id")]
        columns += [offer._field_to_sql(query.table, name, query) for name in own]
        for path, names in offer._offer_joins().items():
            model, alias = offer, query.table
            for name in path.split("."):
                model, alias = model._fields[name].join(model, alias, query)
            read.append((model, names))
            columns.append(SQL.identifier(alias, "id"))
            columns += [model._field_to_sql(alias, name, query) for name in names]
        for row in self.env.execute_query(query.select(*columns)):
            values = iter(row)
            for model, names in read:
                record = model.browse(next(values) or ())
                for name in names:
                    model._fields[name]._insert_cache(record, [next(values)])
        return result


def _is_column(field):
    return field.prefetch is True and field.store and field.column_type and field.name != "id"
