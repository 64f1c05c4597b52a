from odoo import models

#: rows that are told of one by one
TOLD = 10


class BaseImportImport(models.TransientModel):
    _inherit = "base_import.import"

    def execute_import(self, fields, columns, options, dryrun=False):
        """A test run also tells which rows are of buyers we know."""
        result = super().execute_import(fields, columns, options, dryrun=dryrun)
        known = result.pop("duplicates", None)
        if known and dryrun and not result["messages"]:
            text = self._get_duplicates_text(known, int(options.get("skip") or 0))
            result["messages"] = [{"type": "warning", "message": text}]
        return result

    def _get_duplicates_text(self, known, skipped):
        rows = [
            self.env._("Row %(row)s: %(text)s", row=index + skipped + 1, text=text)
            for index, text in known[:TOLD]
        ]
        title = self.env._(
            "Rows of buyers you know already: %(count)s. You can import them all the same.",
            count=len(known),
        )
        more = len(known) - TOLD
        if more > 0:
            rows.append(self.env._("and %(count)s more", count=more))
        return "\n".join([title, *rows])
