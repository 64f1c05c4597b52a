from odoo import api, fields, models

#: (key, kind, method, amount in CNY or per cent, basis): the fees that nearly every shipment has
FEES = (
    ("inland", "inland", "container", 2800, "volume"),
    ("port", "port", "container", 1450, "volume"),
    ("documents", "documents", "fixed", 650, "value"),
    ("bank", "bank", "offer", 0.2, "value"),
)


class ForeignTradeGalleryFees(models.Model):
    """Ready set: the domestic fees that every new price sheet begins with."""

    _inherit = "foreign.trade.gallery"

    @api.model
    def _load_domestic_fees(self):
        company = self.env.company
        yuan, today = self.env.ref("base.CNY"), fields.Date.context_today(self)
        for at, (key, kind, method, amount, basis) in enumerate(FEES, 1):
            if method != "offer":  # without a rate nobody knows it: it is left to be filled in
                known = amount if yuan._is_convertible(company) else 0
                amount = round(yuan._convert(known, company.currency_id, company, today))
            self._ensure(
                f"fee_{key}",
                "foreign.trade.price.fee.template",
                {
                    "company_id": company.id,
                    "sequence": 10 * at,
                    "kind": kind,
                    "method": method,
                    "rate": amount,
                    "basis": basis,
                },
            )
