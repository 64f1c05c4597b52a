from . import foreign_trade_exchange_report
from . import foreign_trade_forecast
