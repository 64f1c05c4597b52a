from . import lead_thread
from . import trade_document
from . import lead_import
from . import inquiry_webhook
from . import inquiry_form
from . import quotation_portal
from . import portal_contract
