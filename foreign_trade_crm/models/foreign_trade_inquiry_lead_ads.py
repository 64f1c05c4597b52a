import json

from odoo import models
from odoo.exceptions import UserError

from ..tools import graph_api, webhook_payload


class ForeignTradeInquiryLeadAds(models.Model):
    """Meta's lead ads announce a lead by its number; its answers are fetched and kept."""

    _inherit = "foreign.trade.inquiry"

    def _process_meta_leads_document(self, document):
        """Values to write on the inquiry after the answers became a lead."""
        return self._process_document(self._complete_lead_notice(document))

    def _complete_lead_notice(self, document):
        """The document with the answers; those already fetched are not asked for again."""
        if "field_data" in document:
            return document
        values = [change["value"] for _entry, change in webhook_payload.changes(document)]
        value = values[0] if values else {}
        if isinstance(value.get("field_data"), list):
            return {**document, **value}
        number = str(value.get("leadgen_id") or "")
        if not number.isdigit():
            raise UserError(self.env._("This notice names no lead of an advertisement."))
        if not self.fetched:
            self.fetched = json.dumps(self._fetch_lead(number), ensure_ascii=False, indent=1)
        return {**document, **json.loads(self.fetched)}

    def _fetch_lead(self, number):
        """The answers of one lead, from Meta.

        :raises UserError: when Meta does not give them; the inquiry is tried again later
        """
        try:
            return self.channel_id._get_graph_api().read_lead(number)
        except graph_api.GraphError as error:
            raise UserError(
                self.env._("Meta did not give the answers of this lead: %(reason)s", reason=error)
            ) from error
