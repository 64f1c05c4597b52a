from odoo import api, models
from odoo.fields import Domain


class ForeignTradeChildAccessMixin(models.AbstractModel):
    """Details of a lead or customer: who may see the whole may see them, nobody else.

    An adopter names the many2one fields to its wholes in ``_access_parents``; one that is
    reachable is enough. Reading needs the right to read the whole, anything else the right to
    write it. Rules on the whole (own leads, sharers, pools) so hold for its details as well.
    """

    _name = "foreign.trade.child.access.mixin"
    _description = "Details With the Access of Their Whole"

    _access_parents = ()

    @api.model_create_multi
    def create(self, vals_list):
        self._check_new_parents(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._check_new_parents([vals])
        return super().write(vals)

    @api.model
    def _check_new_parents(self, vals_list):
        """A detail is hung on nothing that the user may not write: the ORM looks before only."""
        if self.env.su:
            return
        for name in self._access_parents:
            ids = {vals[name] for vals in vals_list if vals.get(name)}
            if ids:
                self.env[self._fields[name].comodel_name].browse(ids).check_access("write")

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not self.env.su and not bypass_access:
            domain = Domain(domain) & Domain.OR(
                Domain(name, "any", Domain.TRUE) for name in self._access_parents
            )
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        refused = result[0] if result else self.browse()
        checked = self.filtered("id") - refused  # new records are judged when they are saved
        if self.env.su or not checked:
            return result
        forbidden = checked - checked._with_reachable_parent(operation)
        if not forbidden:
            return result
        forbidden |= refused
        return forbidden, lambda: self.env["ir.rule"]._make_access_error(operation, forbidden)

    def _with_reachable_parent(self, operation):
        """Of these details, those whose whole the user may read, or write for a change."""
        needed = "read" if operation == "read" else "write"
        reachable = set()
        for name in self._access_parents:
            links = {one.id: one[name] for one in self.sudo()}  # sudo: the link is being judged
            parents = self.env[self._fields[name].comodel_name].union(*links.values())
            allowed = set(parents.sudo(False)._filtered_access(needed).ids)
            reachable |= {one for one, parent in links.items() if parent.id in allowed}
        return self.filtered(lambda one: one.id in reachable)
