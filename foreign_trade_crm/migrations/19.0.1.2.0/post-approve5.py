def migrate(cr, version):
    """Draft documents know the frozen lines they were made from: their taxes apply.

    The ladder of a company that loaded the ready set gets its finance rule from the manager;
    rules that exist stay as the company has them.
    """
    cr.execute(
        """
        UPDATE foreign_trade_contract_line line
           SET version_line_id = frozen.id
          FROM foreign_trade_contract contract, foreign_trade_quotation_version_line frozen
         WHERE contract.id = line.contract_id
           AND contract.state = 'draft'
           AND line.version_line_id IS NULL
           AND frozen.version_id = contract.version_id
           AND frozen.sequence = line.sequence
           AND frozen.product_id IS NOT DISTINCT FROM line.product_id
           AND frozen.name = line.name
        """
    )
