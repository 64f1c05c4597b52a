from . import base_partner_merge_ownership
from . import foreign_trade_approval_request_refuse
from . import foreign_trade_contract_effective
from . import foreign_trade_contract_receipt
from . import foreign_trade_lead_invalidate
from . import portal_share
from . import foreign_trade_calendar_import
from . import foreign_trade_calendar_import_line
