from . import test_sample_access
from . import test_sample_gate
from . import test_sample_request
from . import test_sample_state
from . import test_translations
from . import test_sample_pool
from . import test_customer_timeline
