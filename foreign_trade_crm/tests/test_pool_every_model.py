from odoo.tests import tagged

from .pool_common import PoolCommon

GUARDED = ("res.partner", "crm.lead", "sale.order", "account.move")
#: of Odoo's own, those that tell who a customer is
CORE = {
    *GUARDED,
    "calendar.attendee",
    "calendar.event",
    "crm.activity.report",
    "payment.token",
    "res.partner.bank",
    "sale.order.line",
    "sale.report",
    "account.move.line",
    "stock.move",
    "stock.picking",
}


@tagged("post_install", "-at_install")
class TestPoolEveryModel(PoolCommon):
    """A model of ours that hangs on a customer, lead or order goes into the pool with it."""

    def test_no_model_is_forgotten(self):
        ours = {name for name in self.env if name.startswith("foreign.trade.")}
        for name in sorted(ours | CORE):
            model = self.env[name]
            links = self._links(model)
            if links:
                with self.subTest(model=name, links=links):
                    domain = self.env["ir.rule"].with_user(self.rep)._compute_domain(name, "read")
                    self.assertIn("pool_member", str(domain))

    def _links(self, model):
        """Stored links to what may be in the pool, of models that a representative reads."""
        if model._abstract or model._transient or not model.with_user(self.rep).has_access("read"):
            return []
        return [
            field.name
            for field in model._fields.values()
            if field.type == "many2one" and field.store and field.comodel_name in GUARDED
        ]
