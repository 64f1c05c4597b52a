"""Container types belong to foreign_trade_crm from now on: quotations reckon with them."""

MOVED = (
    "model_foreign_trade_container_type",
    "field_foreign_trade_container_type__%",
    "constraint_foreign_trade_container_type_%",
    "access_foreign_trade_container_type_%",
    "foreign_trade_container_type_%",
    "container_type_%",
)
MENU = "foreign_trade_shipping_menu_container_types"


def migrate(cr, version):
    """Give the shipping module's records of container types their new module."""
    for pattern in MOVED:
        cr.execute(
            """
            UPDATE ir_model_data
               SET module = 'foreign_trade_crm'
             WHERE module = 'foreign_trade_shipping' AND name LIKE %s
            """,
            [pattern.replace("_", r"\_")],
        )
    cr.execute(
        """
        UPDATE ir_model_data
           SET module = 'foreign_trade_crm', name = 'foreign_trade_crm_menu_container_types'
         WHERE module = 'foreign_trade_shipping' AND name = %s
        """,
        [MENU],
    )
    cr.execute(
        """
        UPDATE ir_model_constraint AS one
           SET module = ours.id
          FROM ir_module_module AS ours, ir_model AS model
         WHERE ours.name = 'foreign_trade_crm' AND one.model = model.id
           AND model.model = 'foreign.trade.container.type'
        """
    )
