from markupsafe import Markup

from odoo import fields, models
from odoo.tools import format_date

from ..tools.trade_document import trim_zeros
from ..tools.version_compare import compare_lines, compare_terms, is_changed
from .foreign_trade_offer_line_mixin import without_code

#: terms of an offer in the order in which they are compared
COMPARED_TERMS = (
    "partner_name",
    "currency_id",
    "price_terms",
    "port_loading_name",
    "port_discharge_name",
    "payment_terms",
    "latest_shipment_date",
    "validity_date",
    "client_order_ref",
    "consignee_address",
    "notify_party_address",
    "shipping_marks",
    "bill_type",
    "documents_wanted",
    "note",
    "rate",
)
COMPARED_AMOUNTS = ("amount_untaxed", "amount_tax", "amount_total")
#: lines named one by one in the chatter; more are counted
LISTED_LINES = 8


class ForeignTradeQuotationVersionCompare(models.Model):
    """What a version says, in a form in which two of them can be held side by side."""

    _inherit = "foreign.trade.quotation.version"

    def _compared_terms(self):
        """Names of the fields that are compared as terms."""
        return [*COMPARED_TERMS, *COMPARED_AMOUNTS]

    def _get_compared_content(self, with_margin=False):
        """``{"terms": …, "lines": …}`` for :mod:`~…tools.version_compare`.

        :param bool with_margin: whether the reader may see costs; the caller knows
        """
        self.ensure_one()
        terms = {name: self._get_compared_value(name) for name in self._compared_terms()}
        if with_margin:
            terms["margin_amount"] = self.sudo().margin_amount
        return {"terms": terms, "lines": self._get_compared_lines(with_margin)}

    def _get_compared_value(self, name):
        field, value = self._fields[name], self[name]
        if field.type == "many2one":
            return value.display_name or False
        if field.type == "html":
            return value or False
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, False)
        if field.type == "date":
            return fields.Date.to_string(value) if value else False
        return value

    def _get_compared_lines(self, with_margin):
        lines = []
        for line in self.line_ids.filtered(lambda one: not one.display_type):
            lines.append(
                {
                    "ref": line.order_line_ref,
                    "product": line.product_id.id,
                    "code": line.product_code or "",
                    "name": without_code(line.name, line.product_code),
                    "uom": line.uom_name or "",
                    "quantity": line.quantity,
                    "price": line.price_unit,
                    "discount": line.discount,
                    "amount": line.price_subtotal,
                    "margin": line.sudo().margin_amount if with_margin else 0.0,
                }
            )
        return lines

    def _compare_with(self, other, with_margin=False):
        """What changed from ``other`` to this version.

        :return: ``(term changes, line changes)``, those that are the same included
        """
        old = other._get_compared_content(with_margin)
        new = self._get_compared_content(with_margin)
        terms = compare_terms(old["terms"], new["terms"])
        if not (self.amount_tax or other.amount_tax):
            terms = [term for term in terms if term.name != "amount_untaxed"]
        return terms, compare_lines(old["lines"], new["lines"])

    def _get_previous(self):
        """The version sent before this one."""
        self.ensure_one()
        versions = self.order_id.quotation_version_ids.filtered(lambda v: v.number < self.number)
        return versions.sorted("number")[-1:]

    def _describe_change(self, other):
        """What changed from ``other``, as a list for the chatter; costs are no part of it."""
        terms, lines = self._compare_with(other)
        items = [self._describe_term(term) for term in terms if is_changed(term)]
        changed = [line for line in lines if line.kind != "same"]
        items += [self._describe_line(line) for line in changed[:LISTED_LINES]]
        if len(changed) > LISTED_LINES:
            more = len(changed) - LISTED_LINES
            items.append(self.env._("%(count)s more lines changed", count=more))
        listed = Markup("").join(Markup("<li>%s</li>") % item for item in items)
        return Markup("<ul>%s</ul>") % listed if items else Markup()

    def _describe_term(self, term):
        label = self._fields[term.name]._description_string(self.env)
        before, after = (self._format_term(term.name, one) for one in (term.before, term.after))
        text = f"{label}: {before} → {after}"
        return f"{text} ({term.percent:+.1f} %)" if term.percent is not None else text

    def _format_term(self, name, value):
        """A term as people read it in the chatter and in the comparison."""
        if self._fields[name].type == "monetary":
            return self.currency_id.format(value or 0.0)
        if self._fields[name].type == "float":
            return _number(value or 0.0)
        if not value:
            return "–"
        if self._fields[name].type == "date":
            return format_date(self.env, value)
        if self._fields[name].type == "html":
            value = Markup(value).striptags()
        text = " ".join(str(value).split())
        return f"{text[:77]}…" if len(text) > 78 else text

    def _describe_line(self, change):
        line = change.after or change.before
        name = line["code"] or line["name"].split("\n")[0][:60]
        if change.kind == "added":
            return self.env._(
                "%(item)s added: %(quantity)s × %(price)s",
                item=name,
                quantity=_number(line["quantity"]),
                price=_number(line["price"]),
            )
        if change.kind == "removed":
            return self.env._("%(item)s removed", item=name)
        figures = [self._describe_figure(change, one) for one in change.changed_names()]
        return f"{name}: {', '.join(filter(None, figures))}"

    def _describe_figure(self, change, name):
        labels = {
            "quantity": self.env._("quantity"),
            "price": self.env._("price"),
            "discount": self.env._("discount"),
        }
        if name in ("name", "uom"):
            return self.env._("description changed")
        if name not in labels:
            return ""  # the amount follows from the others
        before, after = change.before[name], change.after[name]
        text = f"{labels[name]} {_number(before)} → {_number(after)}"
        share = change.percent(name)
        return f"{text} ({share:+.1f} %)" if share is not None and name == "price" else text

    def _prepare_change_note(self, previous):
        """``Version 3, compared with version 2:`` and a list; without costs."""
        self.ensure_one()
        heading = self.env._(
            "Version %(number)s, compared with version %(previous)s:",
            number=self.number,
            previous=previous.number,
        )
        changes = self._describe_change(previous)
        return Markup("<p>%s</p>%s") % (heading, changes)


def _number(value):
    """Grouped by thousands, without zeros that say nothing."""
    return trim_zeros(f"{value:,.6f}")
