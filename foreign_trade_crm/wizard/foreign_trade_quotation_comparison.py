from odoo import api, fields, models

from ..tools.trade_document import trim_zeros
from ..tools.version_compare import is_changed


class ForeignTradeQuotationComparison(models.TransientModel):
    """Two versions of a quotation side by side, in money and per cent."""

    _name = "foreign.trade.quotation.comparison"
    _description = "Comparison of Quotation Versions"

    order_id = fields.Many2one("sale.order", "Quotation", required=True, ondelete="cascade")
    older_id = fields.Many2one(
        "foreign.trade.quotation.version",
        "From",
        required=True,
        ondelete="cascade",
        domain="[('order_id', '=', order_id)]",
    )
    newer_id = fields.Many2one(
        "foreign.trade.quotation.version",
        "To",
        required=True,
        ondelete="cascade",
        domain="[('order_id', '=', order_id)]",
    )
    only_changes = fields.Boolean("Only What Changed", default=True)
    # our own template: what it prints is escaped there
    comparison = fields.Html(compute="_compute_comparison", sanitize=False)

    @api.depends("older_id", "newer_id", "only_changes")
    @api.depends_context("uid", "lang")
    def _compute_comparison(self):
        for wizard in self:
            wizard.comparison = False
            if wizard.older_id and wizard.newer_id:
                wizard.comparison = self.env["ir.qweb"]._render(
                    "foreign_trade_crm.quotation_comparison", wizard._prepare_comparison()
                )

    def _prepare_comparison(self):
        """Values of the template: only versions that the reader may read."""
        older, newer = self.older_id._origin, self.newer_id._origin
        (older | newer).check_access("read")
        with_margin = self.env.user.has_group("foreign_trade_crm.group_cost")
        terms, lines = newer._compare_with(older, with_margin)
        changed_terms = [term for term in terms if is_changed(term)]
        changed_lines = [line for line in lines if line.kind != "same"]
        if self.only_changes:
            terms, lines = changed_terms, changed_lines
        else:
            terms = [term for term in terms if term.before or term.after]
        one_currency = older.currency_id == newer.currency_id
        return {
            "older": older,
            "newer": newer,
            "terms": [self._prepare_term(term, one_currency) for term in terms],
            "lines": lines,
            "with_margin": with_margin,
            "one_currency": one_currency,
            "is_same": not changed_terms and not changed_lines,
            "money": lambda version, amount: version.currency_id.format(amount or 0.0),
            "number": _number,
            "percent": _percent,
        }

    def _prepare_term(self, term, one_currency):
        """``(label, before, after, difference, per cent)`` as printed."""
        newer = self.newer_id
        field = newer._fields[term.name]
        is_money = field.type == "monetary"
        compared = term.difference and (one_currency or not is_money)
        difference = newer._format_term(term.name, term.difference) if compared else ""
        return {
            "label": field._description_string(self.env),
            "before": self.older_id._format_term(term.name, term.before),
            "after": newer._format_term(term.name, term.after),
            "difference": difference,
            "percent": _percent(term.percent) if compared else "",
            "changed": is_changed(term),
        }


def _number(value):
    return trim_zeros(f"{value:,.6f}")


def _percent(value):
    return "" if value is None else f"{value:+.1f} %"
