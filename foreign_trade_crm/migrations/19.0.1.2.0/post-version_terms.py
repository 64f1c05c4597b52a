"""Versions keep how they are accepted online: those sent before take it from their order."""


def migrate(cr, version):
    """The last version of each open quotation; others can no longer be accepted anyway."""
    cr.execute(
        """
        UPDATE foreign_trade_quotation_version AS sent
           SET require_signature = sale_order.require_signature,
               require_payment = sale_order.require_payment,
               prepayment_percent = sale_order.prepayment_percent
          FROM sale_order
         WHERE sale_order.last_version_id = sent.id AND sale_order.state IN ('draft', 'sent')
        """
    )
