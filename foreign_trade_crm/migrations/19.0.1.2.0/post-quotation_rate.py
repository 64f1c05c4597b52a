"""The rate of a quotation is one of its own currency."""


def migrate(cr, version):
    """Open ones that changed their currency since they were sent have none until they are sent."""
    cr.execute(
        """
        UPDATE sale_order
           SET quotation_rate = NULL, quotation_rate_date = NULL
          FROM foreign_trade_quotation_version AS sent
         WHERE sent.id = sale_order.last_version_id
           AND sale_order.state IN ('draft', 'sent')
           AND (sent.currency_id, sent.company_id)
               IS DISTINCT FROM (sale_order.currency_id, sale_order.company_id)
        """
    )
