from odoo import Command, api, models

from ..tools import fact_values, lead_facts

#: how buyers write units that every database has
UNITS = {
    "uom.product_uom_unit": (
        "pc pcs pce piece pieces unit units each ea unidades unidad pièces stück stk "
        "个 件 只 把 张 台 条"
    ),
    "uom.product_uom_dozen": "dozen dozens dz docena docenas 打",
    "uom.product_uom_kgm": "kg kgs kilo kilos kilogram kilograms 公斤 千克",
    "uom.product_uom_ton": "t ton tons tonne tonnes mt 吨",
    "uom.product_uom_meter": "m meter meters metre metres metros 米",
    "uom.product_uom_litre": "l liter liters litre litres 升",
}
XML_IDS = {word: xml_id for xml_id, words in UNITS.items() for word in words.split()}


class ForeignTradeInquiryRequirement(models.Model):
    """What a buyer asks for stands in a requirement line, so that a quotation can take it over."""

    _inherit = "foreign.trade.inquiry"

    def _prepare_lead_from_facts(self, facts):
        values = super()._prepare_lead_from_facts(facts)
        line = self._prepare_requirement_from_facts(facts)
        if line:
            values["requirement_line_ids"] = [Command.create(line)]
        return values

    @api.model
    def _prepare_requirement_from_facts(self, facts):
        """Values of the requirement line; nothing where no product is named."""
        facts = lead_facts.clean(fact_values.split_amounts(facts))
        if not facts.get("product"):
            return {}
        quantity = lead_facts.as_number(facts.get("quantity"))
        price = lead_facts.as_number(facts.get("target_price"))
        unit = self._find_unit(facts.get("unit"))
        values = {
            "name": facts["product"],
            "quantity": max(quantity or 0.0, 0.0),
            "uom_id": unit.id,
            "target_price": max(price or 0.0, 0.0),
            "currency_id": price and self._find_currency(facts.get("currency")).id,
            "specification": facts.get("unit") if not unit else False,
        }
        return {name: value for name, value in values.items() if value}

    @api.model
    def _find_unit(self, written):
        """The unit of measure for a word such as “pcs”; empty when it is none that we know."""
        units = self.env["uom.uom"]
        xml_id = XML_IDS.get((written or "").strip(" .").lower())
        found = xml_id and self.env.ref(xml_id, raise_if_not_found=False)
        return found if found and found.active else units

    @api.model
    def _find_currency(self, code):
        """An active currency by its ISO code."""
        if not code:
            return self.env["res.currency"]
        return self.env["res.currency"].browse(self._get_currency_ids().get(code.upper(), ()))

    @api.model
    def _get_currency_ids(self):
        """ISO code → ID of every active currency, read once for a transaction."""
        cache = self.env.cr.cache
        if "foreign_trade_currencies" not in cache:
            # sudo: a table of currencies
            currencies = self.env["res.currency"].sudo().search_fetch([], ["name"])
            cache["foreign_trade_currencies"] = {one.name: one.id for one in currencies}
        return cache["foreign_trade_currencies"]
