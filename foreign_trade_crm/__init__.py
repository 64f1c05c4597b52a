from . import controllers, demo, models, wizard
from . import report
