from odoo import models
from odoo.exceptions import UserError

from .sale_order_approval import LADDER, MOMENT


class SaleOrderApprovalConfirmed(models.Model):
    """A confirmed order that is changed for the worse asks again, and waits where it counts.

    Its goods are not started and its invoice is not made before that is decided. Orders that
    were confirmed before there were rules, or without needing approval, are left alone.
    """

    _inherit = "sale.order"

    def _approval_reviewed(self):
        result = super()._approval_reviewed()
        confirmed = self.filtered(lambda order: order.state == "sale")
        for order, missing in confirmed._approval_missing(MOMENT, LADDER).items():
            if order._was_approved() and any(r.state != "pending" for _rule, r in missing):
                order._request_approval(MOMENT, LADDER)
        return result

    def _was_approved(self):
        """Whether people were asked about this order or its proforma invoice."""
        self.ensure_one()
        # sudo: whoever changes the order may not see what others were asked
        contracts = self.sudo().contract_ids
        return bool(
            self.env["foreign.trade.approval.request"]
            .sudo()
            .search_count(
                [
                    ("decision_ids.decision", "=", "approved"),
                    "|",
                    "&",
                    ("res_model", "=", self._name),
                    ("res_id", "=", self.id),
                    "&",
                    ("res_model", "=", contracts._name),
                    ("res_id", "in", contracts.ids),
                ],
                limit=1,
            )
        )

    def _create_invoices(self, *args, **kwargs):
        self._check_no_approval_open()
        return super()._create_invoices(*args, **kwargs)

    def _check_production_start(self):
        self._check_no_approval_open()
        return super()._check_production_start()

    def _check_no_approval_open(self):
        """Of confirmed orders that were changed since.

        :raises UserError: naming who is waited for
        """
        confirmed = self.filtered(lambda order: order.state == "sale")
        requests = confirmed._get_approval_requests()
        waiting = requests.filtered(lambda request: request.state in ("pending", "refused"))
        if waiting:
            raise UserError(
                self.env._(
                    "%(document)s was changed after it was approved. It waits for: %(names)s.",
                    document=", ".join(dict.fromkeys(waiting.mapped("record_name"))),
                    names=", ".join(waiting.approver_ids.mapped("name")),
                )
            )
