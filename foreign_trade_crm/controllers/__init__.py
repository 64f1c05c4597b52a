from . import lead_thread
from . import trade_document
from . import lead_import
