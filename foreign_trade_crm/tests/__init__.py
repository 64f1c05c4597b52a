from . import test_amount_in_words
from . import test_trade_document
