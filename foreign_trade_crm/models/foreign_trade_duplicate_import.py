from odoo import api, models

from .foreign_trade_duplicate_finder import STRONG_KINDS


class ForeignTradeDuplicateImport(models.AbstractModel):
    """A whole import is looked through at once, by a constant number of queries.

    A test run tells which rows are of known buyers or twice in the file. Leads that come in
    nevertheless are flagged.
    """

    _inherit = "foreign.trade.duplicate.mixin"

    @api.model
    def load(self, fields, data):
        """``duplicates`` in the answer: index of the row and a text, where a buyer is known."""
        result = super().load(fields, data)
        if result["ids"] and self.env.user.has_group("sales_team.group_sale_salesman"):
            result["duplicates"] = self.browse(result["ids"])._check_imported()
        return result

    def _check_imported(self):
        """(index, text) of records that are of a known buyer; masked like the banner."""
        finder = self.env["foreign.trade.duplicate.finder"]
        best = {}
        for index, matches in enumerate(self._find_known_others()):
            known = [
                match
                for match in matches
                if match["keys"] & set(STRONG_KINDS)
                and (match["model"] != self._name or match["id"] not in self._ids)
            ]
            if known:
                best[index] = known[0]
        earlier_rows = finder._find_within_records(self)
        repeated = {index for index, earlier in enumerate(earlier_rows) if earlier is not None}
        flagged = sorted(repeated | set(best))
        self.browse(self.ids[index] for index in flagged)._mark_imported_duplicates()
        readable = self._get_readable_duplicates(list(best.values()))
        found = []
        for index, earlier in enumerate(earlier_rows):
            if index in best:
                found.append((index, self._get_imported_text(best[index], readable)))
            elif earlier is not None:
                text = self.env._("the same buyer as row %(row)s", row=earlier + 1)
                found.append((index, text))
        return found

    @api.model
    def _get_imported_text(self, match, readable):
        line = self._prepare_duplicate_match(match, match["record"] in readable)
        parts = (line["text"], line["name"], line["keys"], line["contact"])
        return ", ".join(part for part in parts if part)

    def _mark_imported_duplicates(self):
        """What an import does with records of known buyers; leads are flagged."""
