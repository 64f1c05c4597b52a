"""Freight by weight or measure is charged for one at least: in sheets to come."""


def migrate(cr, version):
    """Sheets from before were calculated without: no price changes because Odoo was upgraded."""
    cr.execute("UPDATE foreign_trade_price_sheet SET freight_minimum_units = 0")
