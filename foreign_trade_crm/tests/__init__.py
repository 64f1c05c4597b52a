from . import test_amount_in_words
from . import test_trade_document
from . import test_gate_contract
from . import test_gate_doors
from . import test_gate_queries
from . import test_gate_rule
from . import test_gallery
from . import test_own_stages
