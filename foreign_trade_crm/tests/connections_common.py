from contextlib import contextmanager

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name


class ConnectionsCase(BaseCase):
    """People, or schedulers, on connections of their own, as on two servers.

    The data is committed, because another connection must see it, and removed afterwards:
    a class says what in ``_create_data`` and ``_remove_data``.
    """

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self._committing() as env:
            self._create_data(env)
        self.addCleanup(self._remove_committed)

    @contextmanager
    def _committing(self):
        """The superuser's environment, whose work is committed at the end of the block."""
        with self.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    def _connect(self, user_id=SUPERUSER_ID):
        """An environment on another connection, which is closed before the data is removed."""
        cr = self.registry.cursor()
        self.addCleanup(cr.close)
        return api.Environment(cr, user_id, {})

    def _remove_committed(self):
        with self._committing() as env:
            self._remove_data(env)
