from . import controllers, demo, models, wizard
from . import report
from . import controllers, demo, models, report, wizard
