from odoo import Command

from .quotes_common import QuotesCommon


class PriceSheetCommon(QuotesCommon):
    """Two products with VAT 13 %, rebate 13 %, and a quotation in USD at 7.20, no safety margin.

    Chair: 113 CNY with VAT, so 100 after rebate; 0.06 m³, 4.5 kg. Table: 226, so 200; 0.2 m³.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write(
            {
                "foreign_trade_safety_percent": 0.0,
                "foreign_trade_margin_percent": 20.0,
                "foreign_trade_floor_percent": 10.0,
                "foreign_trade_insurance_percent": 1.0,
            }
        )
        cls.cif = cls.env.ref("account.incoterm_CIF")
        cls.cfr = cls.env.ref("account.incoterm_CFR")
        cls.rates = {
            "export_rates_own": True,
            "export_vat_percent": 13.0,
            "export_rebate_percent": 13.0,
        }
        cls.product.write({"standard_price": 100.0, **cls.rates})
        cls.table = cls.env["product.product"].create(
            {
                "name": "Garden table",
                "default_code": "GT-1",
                "type": "consu",
                "list_price": 300.0,
                "standard_price": 200.0,
                "weight": 18.0,
                "volume": 0.2,
                "taxes_id": False,
                **cls.rates,
            }
        )

    @classmethod
    def _create_two_lines(cls, user=None, **values):
        """100 chairs and 50 tables, at the price list's prices."""
        lines = [
            Command.create({"product_id": product.id, "product_uom_qty": quantity})
            for product, quantity in ((cls.product, 100), (cls.table, 50))
        ]
        return cls._create_quotation(user, order_line=lines, **values)

    @classmethod
    def _create_sheet(cls, order=None, user=None, **values):
        order = order or cls._create_two_lines()
        sheets = cls.env["foreign.trade.price.sheet"].with_user(user or cls.manager)
        return sheets.create({"order_id": order.id, **values})
