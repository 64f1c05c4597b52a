from odoo.tests import TransactionCase, tagged

from .translation_contract import TranslationContract


@tagged("post_install", "-at_install")
class TestTranslations(TranslationContract, TransactionCase):
    module = "foreign_trade_crm"
