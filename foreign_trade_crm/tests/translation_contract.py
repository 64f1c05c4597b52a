import io
from pathlib import Path

import polib

from odoo.tools.misc import file_path
from odoo.tools.translate import trans_export


class TranslationContract:
    """Every string a user may see has its Chinese; a subclass names its ``module``.

    When it fails, run ``./setup/translate`` and translate what it reports.
    """

    allow_inherited_tests_method = True
    module = None
    #: parts of the names of what strangers read, and texts there that they do not see
    public, hidden = (), ()

    def test_every_term_is_translated(self):
        exported = io.BytesIO()
        trans_export(None, [self.module], exported, "po", self.env)
        entries = polib.pofile(exported.getvalue().decode())
        terms = {entry.msgid for entry in entries}
        public = {
            entry.msgid
            for entry in entries
            if any(part in place for part in self.public for place, _line in entry.occurrences)
        } - {*self.hidden}
        chinese = polib.pofile(file_path(f"{self.module}/i18n/zh_CN.po"))
        translated = {entry.msgid for entry in chinese if entry.msgstr}
        self.assertTrue(terms)
        # Odoo drops what the template does not know: other languages hold texts for buyers
        for path in Path(file_path(f"{self.module}/i18n")).glob("??.po"):
            told = {entry.msgid for entry in polib.pofile(str(path)) if entry.msgstr}
            self.assertTrue(told and told <= terms, path.name)
            self.assertFalse(sorted(public - told), path.name)
        self.assertFalse(sorted(terms - translated))
