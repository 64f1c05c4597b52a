from . import foreign_trade_gate_mixin
from . import foreign_trade_approval_mixin
from . import foreign_trade_deadline_mixin
from . import foreign_trade_document_mixin
from . import foreign_trade_milestone_mixin
