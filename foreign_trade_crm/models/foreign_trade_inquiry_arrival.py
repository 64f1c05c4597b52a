from odoo import models


class ForeignTradeInquiryArrival(models.Model):
    """The promise to answer counts from the arrival, also where an inquiry had to be retried."""

    _inherit = "foreign.trade.inquiry"

    def _after_processing(self):
        result = super()._after_processing()
        processed = self.filtered(lambda inquiry: inquiry.state == "processed")
        processed._as_gateway().lead_id._start_late_clocks()
        return result
