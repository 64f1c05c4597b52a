from . import crm_lead
from . import foreign_trade_courier
from . import foreign_trade_gallery
from . import foreign_trade_sample_request
from . import foreign_trade_sample_request_line
from . import foreign_trade_sample_state
