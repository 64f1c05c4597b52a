from odoo import api, models
from odoo.exceptions import UserError


class ForeignTradeFrozenMixin(models.AbstractModel):
    """Records that nobody writes: neither a role, nor RPC, nor the superuser.

    They come into being through :meth:`_freeze` alone, a private method that no client reaches;
    there is no context key. Foreign keys still move in SQL, so that merging partners, deleting
    products (``ondelete="set null"``) and uninstalling work.
    """

    _name = "foreign.trade.frozen.mixin"
    _description = "Frozen Record"

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_change()
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_change()
        return super().write(vals)

    # at_uninstall: the flag of an uninstallation is a context key, which a client may send too
    @api.ondelete(at_uninstall=True)
    def _unlink_except_frozen(self):
        self._refuse_change()

    def _refuse_change(self):
        raise UserError(self._frozen_message())

    @api.model
    def _freeze(self, vals_list):
        """Create frozen records: what others would do with :meth:`create`."""
        return super().create(vals_list)

    def _seal(self, vals):
        """Complete a record in the transaction that froze it."""
        return super().write(vals)

    def _frozen_message(self):
        """What the user reads; overrides say what to do instead."""
        return self.env._(
            "%(model)s cannot be created, changed or deleted.", model=self._description
        )
