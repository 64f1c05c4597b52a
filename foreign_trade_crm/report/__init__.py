from . import foreign_trade_exchange_report
