from . import trade_document
