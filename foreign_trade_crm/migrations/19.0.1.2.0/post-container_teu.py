"""Container types that were there before count as many twenty-foot units as they are."""


def migrate(cr, version):
    for name, teu in (("20GP", 1), ("45HQ", 2.25)):
        cr.execute(
            "UPDATE foreign_trade_container_type SET teu = %s WHERE name = %s AND teu = 2",
            [teu, name],
        )
    cr.execute(
        "UPDATE foreign_trade_container_type SET is_suggested = (name != '45HQ')"
        " WHERE is_suggested IS NULL OR name = '45HQ'"
    )
