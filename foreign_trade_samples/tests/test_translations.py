from odoo.tests import TransactionCase, tagged

from odoo.addons.foreign_trade_crm.tests.translation_contract import TranslationContract


@tagged("post_install", "-at_install")
class TestTranslations(TranslationContract, TransactionCase):
    module = "foreign_trade_samples"
