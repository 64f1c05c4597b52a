from odoo import api, fields, models

from ..tools import fact_values


class ForeignTradeInquiryRow(models.Model):
    """Rows of an imported list: kept as they are, one inquiry each."""

    _inherit = "foreign.trade.inquiry"

    payload_type = fields.Selection(
        selection_add=[("row", "Row of a List")], ondelete={"row": "set default"}
    )
    import_id = fields.Many2one("foreign.trade.lead.import", index="btree_not_null", readonly=True)
    row_number = fields.Integer(readonly=True, aggregator=None)
    row_values = fields.Json(readonly=True)

    _import_row_idx = models.Index("(import_id, id) WHERE import_id IS NOT NULL AND state = 'new'")

    @api.depends("name", "row_number")
    def _compute_display_name(self):
        result = super()._compute_display_name()
        for inquiry in self.filtered(lambda one: one.payload_type == "row" and not one.name):
            inquiry.display_name = self.env._("Row %(number)s", number=inquiry.row_number)
        return result

    def _get_preview(self):
        if self.payload_type != "row":
            return super()._get_preview()
        return "\n".join(f"{heading}: {text}" for heading, text, _field in self.row_values or ())

    def _get_facts_row(self):
        """Facts of one row; what its columns were not told to be stays as notes."""
        facts, notes, messages = {}, {}, []
        for heading, text, field in self.row_values or ():
            if field == "message":
                messages.append(text)
            elif field == "note":
                # two columns may have one heading
                notes[heading] = ", ".join(filter(None, (notes.get(heading), text)))
            elif field != "skip":
                facts[field] = text
        names = (facts.pop("first_name", ""), facts.pop("last_name", ""))
        if not facts.get("contact_name"):
            facts["contact_name"] = " ".join(filter(None, names))
        facts["message"] = "\n".join(messages)
        return {**fact_values.split_amounts(facts), "more": notes}

    def _process_row(self):
        """One row alone: a retry."""
        return self._process_alone()

    def _is_list_entry(self):
        return self.payload_type == "row" or super()._is_list_entry()

    def _is_answerable(self, address):
        """Whoever stands in a list has not written to us."""
        return self.payload_type != "row" and super()._is_answerable(address)

    @api.model
    def _get_retry_domain(self):
        """New rows wait for their import, not for the retry."""
        rows = [("payload_type", "=", "row"), ("state", "=", "new")]
        return super()._get_retry_domain() & ~fields.Domain(rows)

    def _prepare_batch_lead_values(self, facts):
        """Values of the lead of a row: what the import gives to all its leads included."""
        values = super()._prepare_batch_lead_values(facts)
        # sudo: the import is the importer's own or its reader's
        source = self.import_id.sudo()
        if source.user_id:
            values["user_id"] = source.user_id.id
        if source.tag_ids:
            values["tag_ids"] = [(6, 0, source.tag_ids.ids)]
        return values
