from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..tools.packing import round_half_up
from ..tools.quantity_steps import MOST_STEPS, StepError, read_steps
from ..tools.trade_document import Column, TradeDocument

#: products on one list; more are an extract for a spreadsheet, not a price list
MOST_PRODUCTS = 2000


class ForeignTradePriceList(models.TransientModel):
    """A price list for buyers: products by currencies and steps of quantity.

    Prices are those of Odoo's price lists, one list for each currency, with packing and minimum
    quantity beside them.
    """

    _name = "foreign.trade.price.list"
    _inherit = ["foreign.trade.document.mixin"]
    _description = "Price List for Buyers"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, readonly=True
    )
    partner_id = fields.Many2one(
        "res.partner", "For", help="The list speaks the language of the buyer."
    )
    product_ids = fields.Many2many(
        "product.product", string="Products", domain=[("sale_ok", "=", True)]
    )
    categ_id = fields.Many2one(
        "product.category",
        "Or All of a Category",
        help="Products that are sold, of this category and those below it.",
    )
    pricelist_ids = fields.Many2many(
        "product.pricelist",
        string="Price Lists",
        compute="_compute_pricelist_ids",
        store=True,
        readonly=False,
        precompute=True,
        help="One for each currency the list shows.",
    )
    quantities = fields.Char(default="1", required=True, help="For example 1, 500, 1000.")
    date = fields.Date(required=True, default=fields.Date.context_today)
    validity_date = fields.Date("Valid Until")
    note = fields.Text("Remarks")

    @api.depends("partner_id", "company_id")
    def _compute_pricelist_ids(self):
        """The buyer's own list, else those of the company, one for each currency."""
        for wizard in self:
            own = wizard.partner_id.with_company(wizard.company_id).property_product_pricelist
            wizard.pricelist_ids = own or wizard._find_pricelists()

    def _find_pricelists(self):
        companies = [self.company_id.id, False]
        lists = self.env["product.pricelist"].search(Domain("company_id", "in", companies))
        home = self.company_id.currency_id
        abroad = lists.filtered(lambda one: one.currency_id != home)
        first = {}
        for one in abroad or lists:
            first.setdefault(one.currency_id, one.id)
        return lists.browse(first.values())

    @api.constrains("quantities")
    def _check_quantities(self):
        for wizard in self:
            wizard._get_steps()

    def _get_steps(self):
        """Steps of quantity in order.

        :raises ValidationError: naming what is none
        """
        self.ensure_one()
        try:
            return read_steps(self.quantities)
        except StepError as error:
            if str(error) == "too_many":
                message = self.env._("At most %(most)s quantities fit.", most=MOST_STEPS)
            else:
                message = self.env._(
                    "Write quantities above zero, for example 1, 500, 1000; not “%(text)s”.",
                    text=error,
                )
            raise ValidationError(message) from error

    def _get_products(self):
        """Products on the list, in the order of their item numbers.

        :raises UserError: where there is none, or more than a list holds
        """
        self.ensure_one()
        products = self.product_ids
        if self.categ_id:
            domain = Domain("sale_ok", "=", True) & Domain("categ_id", "child_of", self.categ_id.id)
            products |= products.search(domain, limit=MOST_PRODUCTS + 1)
        if not products:
            raise UserError(self.env._("Choose products or a category."))
        if len(products) > MOST_PRODUCTS:
            raise UserError(
                self.env._("A price list holds at most %(most)s products.", most=MOST_PRODUCTS)
            )
        return products.sorted(lambda product: (product.default_code or "~", product.id))

    def action_print(self):
        """Open the PDF."""
        self._get_products()
        return self.action_print_document("price_list")

    def action_export(self):
        """Download the workbook."""
        self._get_products()
        return self.action_download_xlsx("price_list")

    def _trade_document_kinds(self):
        return super()._trade_document_kinds() | {"price_list": self.env._("Price List")}

    def _trade_document_partner(self, kind):
        return self.partner_id

    def _trade_document_company(self):
        return self.company_id

    def _trade_document_filename(self, kind, extension):
        return f"price_list {self.date}.{extension}"

    def _prepare_trade_document_price_list(self):
        products = self._get_products()
        seller = self.company_id.sudo().partner_id
        parties = [self._trade_document_party(self.env._("Seller"), seller)]
        if self.partner_id:
            parties.append(self._trade_document_party(self.env._("Buyer"), self.partner_id))
        prices = self._get_price_columns(products)
        return TradeDocument(
            kind="price_list",
            title=self.env._("Price List"),
            number=f"PL-{self.date:%Y%m%d}",
            date=self.date,
            letterhead=self._trade_document_letterhead(),
            parties=parties,
            facts=[(self.env._("Valid Until"), self.validity_date)],
            columns=[*self._get_goods_columns(products), *(column for column, _p in prices)],
            rows=[self._prepare_row(product, prices) for product in products],
            clauses=[(self.env._("Remarks"), self.note)] if self.note else [],
        )

    def _get_goods_columns(self, products):
        columns = [
            ("product_code", self.env._("Item No."), "text", 1.6, any(products.mapped("code"))),
            ("name", self.env._("Description of Goods"), "text", 4, True),
            ("packing", self.env._("Packing"), "text", 3, any(products.mapped("carton_pieces"))),
            (
                "moq",
                self.env._("MOQ"),
                "quantity",
                1.2,
                any(products.mapped("minimum_order_quantity")),
            ),
            ("uom", self.env._("Unit"), "text", 1.2, True),
        ]
        return [
            Column(key, label, kind, width) for key, label, kind, width, shown in columns if shown
        ]

    def _get_price_columns(self, products):
        """``[(column, {product id: price})]``: one price list after the other, step by step."""
        steps = self._get_steps()
        lists = self.pricelist_ids or self.env["product.pricelist"]
        columns = []
        for pricelist in lists or [lists]:
            currency = pricelist.currency_id or self.company_id.currency_id
            for step in steps:
                label = currency.name
                if len(steps) > 1:
                    label = self.env._(
                        "%(currency)s from %(quantity)s",
                        currency=currency.name,
                        quantity=f"{step:g}",
                    )
                key = f"price_{pricelist.id or 0}_{step:g}"
                decimals = self._get_price_decimals(currency)
                prices = pricelist._get_products_price(
                    products, step, currency=currency, date=self.date
                )
                prices = {id_: round_half_up(price, decimals) for id_, price in prices.items()}
                columns.append((Column(key, label, "price", 1.6, decimals), prices))
        return columns

    @api.model
    def _get_price_decimals(self, currency):
        """As unit prices are kept; a currency without small money has none here either."""
        places = currency.decimal_places
        return max(places, self.env["decimal.precision"].precision_get("Product Price")) * bool(
            places
        )

    def _prepare_row(self, product, prices):
        row = {
            "product_code": product.code or "",
            "name": product.with_context(display_default_code=False).display_name,
            "packing": product._describe_carton(),
            "moq": product.minimum_order_quantity or None,
            "uom": product.uom_id.name,
        }
        # what no product of the list has is no column of it
        row = {key: value for key, value in row.items() if value}
        return row | {column.key: figures[product.id] for column, figures in prices}
