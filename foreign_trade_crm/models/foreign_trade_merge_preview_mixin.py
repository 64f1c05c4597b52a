from odoo import api, fields, models
from odoo.tools import format_amount, format_date, format_datetime, html2plaintext

MERGE_MODELS = [
    ("crm.lead", "Leads and Opportunities"),
    ("res.partner", "Customers and Contacts"),
]
#: columns nobody decides about
TECHNICAL = ("id", "create_date", "create_uid", "write_date", "write_uid", "color", "parent_id")
HIDDEN = ("pool_", "duplicate_", "contact_last_", "message_", "activity_")
SHOWN_LENGTH = 120
_OWN = object()


class ForeignTradeMergePreviewMixin(models.AbstractModel):
    """Records whose merge can be looked at before it is done.

    An adopter sorts its records (:meth:`_sort_for_merge`), tells what would stay
    (:meth:`_preview_merged_values`) and merges (:meth:`_merge_others`).
    """

    _name = "foreign.trade.merge.preview.mixin"
    _description = "Merge With Preview"

    def _sort_for_merge(self):
        """The record that is kept first."""
        return self

    def _preview_merged_values(self):
        """``{field name: value}`` of what a merge of these records would leave.

        A value is as it is read or as it is written.
        """
        return {}

    def _get_merge_followers(self):
        """Names of fields that follow from others, and that nobody decides about."""
        return set(self._get_merge_money().values())

    @api.model
    def _get_merge_money(self):
        """``{amount: its currency}`` where the currency is entered with the amount."""
        pairs = {
            name: field.get_currency_field(self)
            for name, field in self._fields.items()
            if field.type == "monetary" and field.store
        }
        return {
            name: currency
            for name, currency in pairs.items()
            if currency in self._fields
            and self._fields[currency].store
            and not self._fields[currency].related
        }

    def _get_merge_choice(self, name):
        """Values to write where this record's value is chosen: an amount with its currency."""
        currency = self._get_merge_money().get(name)
        return {
            one: self._fields[one].convert_to_write(self[one], self)
            for one in (name, currency)
            if one
        }

    def _merge_others(self, others):
        """Merge ``others`` into this record; returns what is left."""
        raise NotImplementedError

    def _preview_merge(self):
        """A dict for each field in which these records differ, the record kept being the first.

        ``name``, ``label``, ``texts`` (by record), ``source`` (the record whose value stays, empty
        where values are combined) and ``combined`` (text of a combination).
        """
        labels = self.fields_get(attributes=["string"])
        previews, values = [], self._preview_merged_values()
        followers, money = self._get_merge_followers(), self._get_merge_money()
        for name, merged in values.items():
            if name not in labels or name in TECHNICAL or name.startswith(HIDDEN):
                continue
            if name in followers:
                continue
            texts = {record: record._get_merge_text(name) for record in self}
            if len(set(texts.values())) < 2:
                continue
            unit = money.get(name)
            currency = self._read_ids(self._fields[unit], values[unit]) if unit in values else None
            stays = self._get_merge_text(name, merged, currency)
            source = next((r for r in self if texts[r] == stays), self.browse())
            previews.append(
                {
                    "name": name,
                    "label": labels[name]["string"],
                    "texts": texts,
                    "source": source,
                    "combined": False if source else stays,
                }
            )
        return sorted(previews, key=lambda preview: preview["label"])

    def _get_merge_text(self, name, value=_OWN, currency=None):
        """A field's value as a person reads it, of this record or of what is left.

        :param currency: of an amount that is left
        """
        field = self._fields[name]
        value = self[:1][name] if value is _OWN else value
        if field.relational:
            names = self._read_ids(field, value).sudo().mapped("display_name")
            return ", ".join(names)[:SHOWN_LENGTH]
        if not value:
            return ""
        text = self._format_merge_value(field, value, currency)
        return text if len(text) <= SHOWN_LENGTH else f"{text[: SHOWN_LENGTH - 1]}…"

    def _read_ids(self, field, value):
        """The records of an ID, of IDs or of a ``set`` command."""
        comodel = self.env[field.comodel_name]
        if isinstance(value, models.BaseModel):
            return value
        if isinstance(value, list):
            ids = [
                id_ for item in value for id_ in (item[2] if isinstance(item, tuple) else [item])
            ]
            return comodel.browse(ids)
        return comodel.browse(value or ())

    def _format_merge_value(self, field, value, currency=None):
        if field.type == "selection":
            return str(dict(field._description_selection(self.env)).get(value, value))
        if field.type == "html":
            return html2plaintext(value).replace("\n", " ")
        if field.type == "datetime":
            return format_datetime(self.env, value)
        if field.type == "date":
            return format_date(self.env, value)
        if field.type == "boolean":
            return self.env._("Yes")
        if field.type == "monetary":
            currency = currency or self[:1][field.get_currency_field(self)]
            return format_amount(self.env, value, currency) if currency else str(value)
        if field.type in ("integer", "float"):
            return f"{value:,.2f}".rstrip("0").rstrip(".")
        return str(value)

    @api.model
    def _log_merge(self, kept, merged):
        """Keep who was merged into whom and all that the merged records said."""
        # sudo: the log is written by the system, whoever merges
        self.env["foreign.trade.merge.log"].sudo().create(
            [
                {
                    "res_model": kept._name,
                    "res_id": kept.id,
                    "merged_id": record.id,
                    "merged_name": record.display_name,
                    "user_id": self.env.uid,
                    "merged_at": fields.Datetime.now(),
                    "values": record._get_merge_snapshot(),
                }
                for record in merged
            ]
        )

    def _get_merge_snapshot(self):
        """``[[label, text]]`` of what this record says."""
        self.ensure_one()
        # what the log's reader may not see of a record is not in it either
        labels = self.sudo(False).fields_get(attributes=["string"])
        names = [name for name in self._preview_merged_values() if name in labels]
        texts = [[labels[name]["string"], self._get_merge_text(name)] for name in names]
        return sorted([label, text] for label, text in texts if text)
