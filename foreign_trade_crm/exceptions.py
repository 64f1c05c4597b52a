from odoo.exceptions import UserError


class GateError(UserError):
    """Conditions of a transition that are not met, reported all at once.

    The web client turns it into a dialog that lets the user fill in what is
    missing (``error_dialogs`` registry); ``context`` travels to the client.

    :param str message: one line per unmet condition, for doors without a dialog
    :param dict context: ``{"failures": [...]}``, see ``foreign.trade.gate.mixin``
    """

    def __init__(self, message, context=None):
        super().__init__(message)
        self.context = context or {}


def visitor_message(env):
    """What a buyer on the portal reads where colleagues read what is missing, and from whom."""
    return env._("Your offer is being finalised. We will come back to you shortly.")
