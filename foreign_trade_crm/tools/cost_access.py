"""Where Odoo's own code may read a cost on behalf of somebody who may not see it."""

from contextlib import contextmanager
from contextvars import ContextVar

_valuing = ContextVar("foreign_trade_valuing", default=False)


@contextmanager
def valuing():
    """Within this block fields of the cost group are open to the code that values goods.

    A variable of the running Python code, not of Odoo's context, which clients send along.
    """
    token = _valuing.set(True)
    try:
        yield
    finally:
        _valuing.reset(token)


def is_valuing():
    return _valuing.get()
