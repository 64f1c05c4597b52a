from odoo import Command, models
from odoo.exceptions import UserError

#: terms of a version sent before versions kept values of the draft; they bear the same names
SAME_TERMS = (
    "partner_id",
    "incoterm_location",
    "latest_shipment_date",
    "validity_date",
    "client_order_ref",
    "note",
    "port_loading_id",
    "port_discharge_id",
    "payment_plan_id",
    "consignee_id",
    "notify_party_id",
    "forwarder_id",
    "shipping_marks",
    "bill_type",
)


class SaleOrderVersionRestore(models.Model):
    """A version becomes the draft again: the terms and lines that the buyer was sent."""

    _inherit = "sale.order"

    def _restore_version(self, version):
        """Make the draft say what ``version`` said; nothing is written that says it already.

        :raises UserError: for an order that is no quotation any more, or whose goods are gone
        """
        self.ensure_one()
        if self.state not in ("draft", "sent"):
            raise UserError(
                self.env._("%(order)s is not a quotation any more.", order=self.display_name)
            )
        version = version.sudo()  # sudo: values that the reader of a version may not see
        sent = version.draft_values or self._prepare_draft_of_offer(version)
        [header] = self._filter_restorable([sent])
        current = self._plain_version_values(header)
        changed = {name: value for name, value in header.items() if current[name] != value}
        if changed:
            self.write(changed)
        commands = self._prepare_restored_lines(version)
        if commands:
            self.write({"order_line": commands})

    def _prepare_draft_of_offer(self, version):
        values = version._plain_version_values(SAME_TERMS)
        values["incoterm"] = version.incoterm_id.id
        values["partner_id"] = values["partner_id"] or self.partner_id.id
        if version.currency_id != self.currency_id:
            values["pricelist_id"] = self._find_pricelist_in(version.currency_id).id
        return values

    def _prepare_restored_lines(self, version):
        """Commands that make the lines those of the version."""
        known = {line.id: line for line in self._get_version_lines()}
        restored, kept = [], set()
        for sent in version.line_ids:
            values = sent.draft_values or self._prepare_draft_of_offer_line(sent)
            line = known.get(sent.order_line_ref) or self._find_line_like(sent, known, kept)
            if line and line.display_type == (values.get("display_type") or False):
                kept.add(line.id)
                names = [name for name in values if name in line._fields]
                if line._plain_version_values(names) != values:
                    restored.append((line, sent, values))
            else:
                restored.append((self.env["sale.order.line"], sent, values))
        gone = [line_id for line_id in known if line_id not in kept]
        return [*map(Command.delete, gone), *self._prepare_line_commands(restored)]

    def _prepare_line_commands(self, restored):
        """What of the lines can be written again: all of them are looked up together."""
        lines = self.env["sale.order.line"]
        found = lines._filter_restorable([values for _line, _sent, values in restored])
        for (line, sent, _values), values in zip(restored, found, strict=True):
            self._check_restorable(sent, values)
            yield Command.update(line.id, values) if line else Command.create(values)

    def _prepare_draft_of_offer_line(self, sent):
        return {
            "sequence": sent.sequence,
            "display_type": sent.display_type,
            "product_id": sent.product_id.id,
            "name": sent.name,
            "product_uom_qty": sent.quantity,
            "price_unit": sent.price_unit,
            "discount": sent.discount,
        }

    def _find_line_like(self, sent, known, kept):
        """The line of the same product, for versions that do not tell their lines' origin."""
        if sent.order_line_ref:
            return None
        for line_id, line in known.items():
            if line_id not in kept and line.product_id == sent.product_id:
                return line
        return None

    def _check_restorable(self, sent, values):
        if not values.get("display_type") and not values.get("product_id"):
            raise UserError(
                self.env._(
                    "“%(item)s” was deleted from the products: this version cannot be restored.",
                    item=sent.name,
                )
            )
