from . import foreign_trade_demo
