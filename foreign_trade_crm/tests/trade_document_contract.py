import io

import openpyxl

from odoo.exceptions import UserError


class TradeDocumentContract:
    """What every adopter of ``foreign.trade.document.mixin`` must keep.

    Mix it into a ``ForeignTradeCommon`` test class and supply :meth:`_contract_document_record`.
    """

    allow_inherited_tests_method = True  # Odoo leaves inherited tests out otherwise

    def _contract_document_record(self):
        """A record with lines, in the environment of the least privileged user who prints it."""
        raise NotImplementedError

    def _contract_documents(self):
        record = self._contract_document_record()
        kinds = record._trade_document_kinds()
        self.assertTrue(kinds, "an adopter has at least one kind of document")
        return [(record, kind, record._get_trade_document(kind)) for kind in kinds]

    def test_contract_document_says_who_and_what(self):
        for _record, kind, document in self._contract_documents():
            self.assertEqual(document.kind, kind)
            self.assertTrue(document.title)
            self.assertTrue(document.number, "a trade document has a number")
            self.assertTrue(document.letterhead.name)
            self.assertTrue(document.parties)
            self.assertTrue(document.columns)
            self.assertTrue(document.rows)

    def test_contract_keys_match_columns(self):
        for _record, _kind, document in self._contract_documents():
            keys = {column.key for column in document.columns} | {"_section"}
            for line in document.rows + document.column_totals():
                self.assertFalse(set(line) - keys, "a figure that no column prints")

    def test_contract_pdf_and_xlsx_show_the_same(self):
        for record, kind, document in self._contract_documents():
            page = record._render_trade_document_pdf(kind).decode()
            book = openpyxl.load_workbook(io.BytesIO(record._render_trade_document_xlsx(kind)))
            cells = [cell.value for line in book.active for cell in line if cell.value is not None]
            self.assertIn(document.title, page)
            self.assertIn(document.title, cells)
            for line in document.rows:
                for column in document.columns:
                    value = line.get(column.key)
                    if column.is_number and value:
                        self.assertIn(document.format_value(column, value), page)
                        self.assertIn(value, cells)

    def test_contract_real_pdf(self):
        record, kind, _document = self._contract_documents()[0]
        pdf = record.with_context(force_report_rendering=True)._render_trade_document_pdf(kind)
        self.assertTrue(pdf.startswith(b"%PDF"))

    def test_contract_unknown_kind_is_refused(self):
        with self.assertRaises(UserError):
            self._contract_document_record()._get_trade_document("no_such_kind")

    def test_contract_language_falls_back(self):
        record, kind, _document = self._contract_documents()[0]
        self.assertTrue(record._get_trade_document(kind, lang="xx_XX").title)
