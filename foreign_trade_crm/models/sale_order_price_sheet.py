from contextlib import contextmanager

from odoo import Command, api, fields, models

from ..tools.export_price import FREIGHT_PREPAID

REVIEW_HELD = "foreign_trade_orders_reviewed_later"
#: what changes every price when it changes on the order
REPRICING = {"incoterm", "pricelist_id", "currency_id", "partner_id", "company_id"}


class SaleOrder(models.Model):
    """A quotation and the sheet behind its prices."""

    _inherit = "sale.order"

    price_sheet_id = fields.Many2one(
        "foreign.trade.price.sheet",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups="base.group_user",
        help="Colleagues may know that there is one; what it says is for those who may see cost.",
    )
    price_floor_state = fields.Selection(
        [("above", "Above Floor"), ("below", "Below Floor"), ("unknown", "Floor Unknown")],
        "Prices and Floor",
        compute="_compute_price_floor_state",
        groups="base.group_user",
        help="The worst of the lines; empty without a price sheet.",
    )

    incoterm_prices = fields.Json(
        "Prices under Other Incoterms",
        compute="_compute_incoterm_prices",
        groups="base.group_user",
        help="Unit prices of the same offer; of what they are made of it says nothing.",
    )

    price_sheet_warning = fields.Char(
        compute="_compute_price_sheet_warning",
        groups="base.group_user",
        help="What is amiss with the calculation, in words that tell nothing of the cost.",
    )

    @api.depends(
        "price_sheet_id",
        "incoterm",
        "state",
        "order_line.price_above_floor",
        "order_line.price_subtotal",
    )
    def _compute_price_sheet_warning(self):
        for order in self:
            sheet = order.price_sheet_id._origin.sudo()  # sudo: whether it can be relied on
            is_open = bool(sheet) and order.state in ("draft", "sent")
            order.price_sheet_warning = is_open and order._get_price_sheet_warning(sheet)

    def _get_price_sheet_warning(self, sheet):
        if sheet.problem:
            return self.env._(
                "The price sheet cannot be calculated as the quotation stands: its prices are as "
                "they were, and nobody knows the floor. Somebody who may see cost has to look."
            )
        code = self.incoterm.code
        if code in FREIGHT_PREPAID and not sheet._has_freight():
            return self.env._(
                "Under %(incoterm)s the seller pays the main freight, and none is entered: the "
                "prices are without it.",
                incoterm=code,
            )
        if self._is_reduced_below_floor():
            return self.env._("A deduction takes prices under the floor that are above it.")
        return False

    @api.depends("price_sheet_id", "order_line.price_unit", "incoterm")
    def _compute_incoterm_prices(self):
        for order in self:
            sheet = order.price_sheet_id._origin.sudo()  # sudo: prices are shown, not the cost
            order.incoterm_prices = sheet._compare_incoterms() if sheet else False

    @api.model
    def _trade_engine_fields(self):
        return super()._trade_engine_fields() | {"price_sheet_id": False}

    @api.depends("order_line.price_above_floor")
    def _compute_price_floor_state(self):
        for order in self:
            states = set(order.order_line.mapped("price_above_floor"))
            worst = ("below", "unknown", "above")
            order.price_floor_state = next((one for one in worst if one in states), False)

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        wanting = orders.filtered(lambda order: order._wants_price_sheet())
        if wanting:
            wanting._create_price_sheet(lenient=True)
        return orders

    def _is_export(self):
        """Whether the goods leave the country, as far as the addresses say."""
        self.ensure_one()
        buyer = self.partner_id.country_id or self.partner_id.commercial_partner_id.country_id
        return not buyer or buyer != self.company_id.country_id

    def _wants_price_sheet(self):
        """Whether the company calculates each quotation for abroad."""
        company = self.company_id
        return company.foreign_trade_price_sheet and self.currency_id != company.currency_id

    def _create_price_sheet(self, lenient=False):
        # sudo: a salesperson's quotation is calculated by the company's rules, unseen
        sheets = self.env["foreign.trade.price.sheet"].sudo()
        missing = self.filtered(lambda order: not order.price_sheet_id)
        return sheets._create_for(missing, lenient) if missing else sheets

    def write(self, vals):
        sheets = self.price_sheet_id.sudo()  # sudo: cost is not the user's to see
        if not sheets or REPRICING.isdisjoint(vals) and "order_line" not in vals:
            return super().write(vals)
        before = {
            order.id: (order.company_id, order.currency_id, order.incoterm, order._is_export())
            for order in self
        }
        with sheets._calculated_once(lenient=True):
            result = super().write(vals)
            for sheet in sheets:
                sheet._follow_order(*before[sheet.order_id.id], typed=_get_typed_prices(vals))
        return result

    def copy(self, default=None):
        """A copy is calculated as its original was; what it costs is looked up again."""
        copies = super().copy(default)
        for order, copied in zip(self, copies, strict=True):
            sheet = order.price_sheet_id.sudo()  # sudo: cost is not the user's to see
            if sheet:
                sheet._copy_to_order(copied)
        return copies

    @contextmanager
    def _reviewed_once(self):
        """Many prices are written within; what was approved is looked at again at the end."""
        held = self.env.cr.cache.setdefault(REVIEW_HELD, set())
        mine = set(self.ids) - held
        held |= mine
        try:
            yield
        finally:
            held -= mine
        self.browse(mine)._approval_review()

    def _approval_review(self):
        held = self.env.cr.cache.get(REVIEW_HELD, ())
        return super(
            SaleOrder, self.filtered(lambda order: order.id not in held)
        )._approval_review()

    def action_price_sheet(self):
        """Open the price sheet, new where there is none yet."""
        self.ensure_one()
        self.check_access("write")
        sheets = self.env["foreign.trade.price.sheet"]
        if not self.price_sheet_id:
            sheets.check_access("create")
            # what hinders the calculation is said on the sheet, where it can be mended
            self._create_price_sheet(lenient=True)
        sheet = sheets.browse(self.price_sheet_id.id)
        return {
            "type": "ir.actions.act_window",
            "res_model": sheet._name,
            "res_id": sheet.id,
            "view_mode": "form",
            "name": sheet.display_name,
        }

    @api.onchange("incoterm")
    def _onchange_incoterm_prices(self):
        """Live: another Incoterm, another price for every line, at the margin it has."""
        sheet = self.price_sheet_id._origin.sudo()  # sudo: the prices are shown, not the cost
        if not sheet or self.state not in ("draft", "sent"):
            return
        prices = sheet._get_prices_under(self.incoterm.code or "FOB")
        for line in self.order_line:
            if line._origin.id in prices:
                line.price_unit = prices[line._origin.id]


def _get_typed_prices(vals):
    """Ids of the order lines to which these values give a price of their own."""
    commands = vals.get("order_line") or ()
    return {
        command[1]
        for command in commands
        if command[0] == Command.UPDATE and "price_unit" in command[2]
    }
