from odoo import Command

from .content import table

LINES = {
    "furniture": ("Outdoor furniture", "户外家具"),
    "camping": ("Camping and leisure", "露营休闲"),
    "tools": ("Garden tools", "园林工具"),
    "structures": ("Garden structures and light", "园艺设施与照明"),
}
#: price of one USD in the currency of the pricelist, as the exporter calculates it
PRICELISTS = {"USD": 1.0, "EUR": 0.865, "GBP": 0.755}
#: pieces of each product in the warehouse when history begins
OPENING_STOCK = 40_000
#: share of the net weight that carton and inner packing add
PACKING_WEIGHT = 0.09


class Catalogue:
    """Product lines, products in English and Chinese, and a pricelist for each currency."""

    def __init__(self, env, company):
        self.env = env
        self.company = company
        self.lines = {key: self._create_line(*names) for key, names in LINES.items()}
        self.rows = {row["code"]: row for row in table("products")}
        self.products = {code: self._create_product(row) for code, row in self.rows.items()}
        self.pricelists = {code: self._create_pricelist(code) for code in PRICELISTS}
        self._fill_warehouse()

    def price(self, code, currency, factor=1.0):
        """Unit price of a product in ``currency``, to the next five cents."""
        price = float(self.rows[code]["price_usd"]) * PRICELISTS[currency] * factor
        return round(price * 20) / 20

    def line_of(self, code):
        return self.lines[self.rows[code]["line"]]

    def _create_line(self, name, name_zh):
        line = self.env["product.category"].create({"name": name})
        line.with_context(lang="zh_CN").name = name_zh
        return line

    def _create_product(self, row):
        product = self.env["product.product"].create(self._product_values(row))
        product.with_context(lang="zh_CN").name = row["name_zh"]
        return product

    def _product_values(self, row):
        carton = self._carton(int(row["per_carton"]))
        return {
            "name": row["name"],
            "default_code": row["code"],
            "type": "consu",
            "is_storable": True,
            "categ_id": self.lines[row["line"]].id,
            "company_id": self.company.id,
            "hs_code": row["hs_code"],
            "country_of_origin": self.env.ref("base.cn").id,
            "weight": float(row["weight"]),
            "volume": float(row["volume"]),
            "standard_price": float(row["cost_cny"]),
            "list_price": round(float(row["price_usd"]) * 7.05, 1),
            "taxes_id": [Command.clear()],
            "supplier_taxes_id": [Command.clear()],
            "uom_ids": [Command.set(carton.ids)],
            **self._packing_values(row, carton),
        }

    def _packing_values(self, row, carton):
        """The export carton; fifty of them are the least that is made."""
        pieces = int(row["per_carton"])
        net = round(float(row["weight"]) * pieces, 1)
        return {
            "carton_uom_id": carton.id,
            "carton_pieces": pieces,
            "carton_volume": round(float(row["volume"]) * pieces, 4),
            "carton_net_weight": net,
            "carton_gross_weight": round(net * (1 + PACKING_WEIGHT), 1),
            "minimum_order_quantity": 50 * pieces,
        }

    def _carton(self, pieces):
        unit = self.env.ref("uom.product_uom_unit")
        if pieces == 1:
            return self.env["uom.uom"]
        name = f"Carton of {pieces}"
        carton = self.env["uom.uom"].search([("name", "=", name)], limit=1)
        if not carton:
            carton = self.env["uom.uom"].create(
                {"name": name, "relative_factor": pieces, "relative_uom_id": unit.id}
            )
            carton.with_context(lang="zh_CN").name = f"{pieces} 件装纸箱"
        return carton

    def _create_pricelist(self, currency_code):
        currency = self.env.ref(f"base.{currency_code}")
        items = [
            {
                "applied_on": "0_product_variant",
                "product_id": product.id,
                "compute_price": "fixed",
                "fixed_price": self.price(code, currency_code),
            }
            for code, product in self.products.items()
        ]
        return self.env["product.pricelist"].create(
            {
                "name": f"FOB Ningbo {currency_code}",
                "currency_id": currency.id,
                "company_id": self.company.id,
                "item_ids": [Command.create(item) for item in items],
            }
        )

    def _fill_warehouse(self):
        warehouse = self.env["stock.warehouse"].search([("company_id", "=", self.company.id)])
        quants = self.env["stock.quant"].with_context(inventory_mode=True)
        for product in self.products.values():
            quants |= quants.create(
                {
                    "product_id": product.id,
                    "location_id": warehouse.lot_stock_id.id,
                    "inventory_quantity": OPENING_STOCK,
                }
            )
        quants.action_apply_inventory()
