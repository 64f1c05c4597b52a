from odoo.tests import TransactionCase, tagged

from .translation_contract import TranslationContract


@tagged("post_install", "-at_install")
class TestTranslations(TranslationContract, TransactionCase):
    module = "foreign_trade_crm"
    public = ("controllers/inquiry_form.py", "foreign_trade_crm.inquiry_form_")
    hidden = ("Do not fill this in", "A robot filled in a field that people do not see.")
