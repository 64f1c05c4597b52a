from . import test_check_digits
from . import test_packing
