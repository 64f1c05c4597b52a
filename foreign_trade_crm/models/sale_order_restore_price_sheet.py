from odoo import models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _restore_version(self, version):
        """With the prices of a version comes back what they were calculated from."""
        result = super()._restore_version(version)
        kept = version.sudo().cost_snapshot  # sudo: it is calculated with, not shown
        sheet = self.price_sheet_id.sudo()  # sudo: the same
        if sheet:
            lines = self._find_lines_of_version(version.sudo())
            if kept:
                sheet._restore_snapshot(kept, lines)
            sent = version.sudo().line_ids.filtered(lambda one: one.order_line_ref in lines)
            sheet._keep_prices({lines[one.order_line_ref]: one.price_unit for one in sent})
        return result

    def _find_lines_of_version(self, version):
        """``{order line id when the version went out: order line now}``; lines that were deleted
        meanwhile were made again, in the order of the version."""
        lines = self.order_line.filtered(lambda line: not line.is_downpayment)
        by_id = {line.id: line for line in lines}
        refs = [sent.order_line_ref for sent in version.line_ids]
        found = {ref: by_id[ref] for ref in refs if ref in by_id}
        lost = [ref for ref in refs if ref not in found]
        made = sorted(set(by_id) - set(found))
        return found | {ref: by_id[line_id] for ref, line_id in zip(lost, made, strict=False)}
