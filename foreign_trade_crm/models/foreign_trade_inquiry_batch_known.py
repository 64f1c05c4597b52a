from odoo import models

from .foreign_trade_inquiry_duplicate import _is_sure


class ForeignTradeInquiryBatchKnown(models.Model):
    """Entries of lists whose buyer has an open lead, where the channel attaches them.

    Nobody on a list has written, so that no message is posted and no activity planned: the lead
    learns what it did not know, and the entry hangs on it.
    """

    _inherit = "foreign.trade.inquiry"

    def _settle_known(self, prepared):
        """Attach what belongs to an open lead, in one look-up.

        :return: the pairs that become leads, and those that wait for one of them, as
            ``(inquiry, values, inquiry of the same buyer)``
        """
        if all(one.channel_id.duplicate_policy != "attach" for one, _values in prepared):
            return prepared, []
        finder = self.env["foreign.trade.duplicate.finder"]
        new, later, seen = [], [], {}
        found = self._find_open_leads([values for _inquiry, values in prepared])
        for (inquiry, values), lead in zip(prepared, found, strict=True):
            keys = finder._keys_of_values(values, "crm.lead")
            marks = [(kind, key) for kind in ("email", "phone") for key in keys[kind] if key]
            first = next((seen[mark] for mark in marks if mark in seen), None)
            if lead and inquiry.channel_id.duplicate_policy == "attach":
                inquiry._attach_entry(lead, values)
            elif first and inquiry.channel_id.duplicate_policy == "attach":
                later.append((inquiry, values, first))
            else:
                new.append((inquiry, values))
                seen.update(dict.fromkeys(marks, inquiry))
        return new, later

    def _find_open_leads(self, vals_list):
        """For each of the values the open lead or opportunity of the same buyer, else empty."""
        finder = self.env["foreign.trade.duplicate.finder"]
        leads = self.env["crm.lead"].sudo()
        sure = [
            [
                match["id"]
                for match in matches
                if match["model"] == "crm.lead" and match["active"] and _is_sure(match["keys"])
            ]
            for matches in finder._find_for_values(vals_list)
        ]
        candidates = leads.browse({id_ for ids in sure for id_ in ids})
        is_open = [("won_status", "=", "pending"), ("validity", "!=", "invalid")]
        open_ids = set(candidates.filtered_domain(is_open).ids)
        return [leads.browse(next((id_ for id_ in ids if id_ in open_ids), ())) for ids in sure]

    def _settle_later(self, later):
        """Entries whose buyer stood in the same batch before them."""
        alone = []
        for inquiry, values, first in later:
            if first.lead_id:
                inquiry._attach_entry(first.lead_id, values)
            else:
                alone.append((inquiry, values))
        self._create_batch(alone)

    def _attach_entry(self, lead, values):
        """The lead learns what it did not know of its buyer."""
        missing = self._get_missing(lead, values)
        if missing:
            lead.write(missing)
        self.write(
            {
                **self._prepare_batch_success(lead),
                **self._prepare_attached_values(),
                "attached": True,
            }
        )

    def _prepare_attached_values(self):
        values = super()._prepare_attached_values()
        if len(self) == 1 and self._is_list_entry():
            reason = self.env._("The buyer has an open lead or opportunity, which has this entry.")
            return {**values, "error": reason}
        return values
