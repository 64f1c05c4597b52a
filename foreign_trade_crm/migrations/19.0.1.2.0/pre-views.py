"""Views of ours that name what is no longer there would break each view loaded before them."""


def migrate(cr, version):
    """Empty what extends other views; loading fills it again, in the order of the files."""
    cr.execute(
        """
        UPDATE ir_ui_view AS view
           SET arch_db = jsonb_build_object('en_US', '<data/>')
          FROM ir_model_data AS data
         WHERE data.module = 'foreign_trade_crm' AND data.model = 'ir.ui.view'
           AND data.res_id = view.id AND NOT data.noupdate AND view.mode = 'extension'
        """
    )
