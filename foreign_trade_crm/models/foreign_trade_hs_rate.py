from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .foreign_trade_cost_mixin import COST_GROUP


class ForeignTradeHsRate(models.Model):
    """VAT and export rebate by HS code, as the tax authority publishes them."""

    _name = "foreign.trade.hs.rate"
    _description = "Export Rebate Rate of an HS Code"
    _order = "code, date_from desc, id desc"
    _rec_name = "code"

    code = fields.Char(
        "HS Code",
        required=True,
        index=True,
        help="Whole or its beginning: 9401 holds for every code that starts with it, unless a "
        "longer one is in the table.",
    )
    name = fields.Char("Goods")
    vat_percent = fields.Float("VAT (%)", digits=(16, 4), default=13.0, groups=COST_GROUP)
    rebate_percent = fields.Float("Export Rebate (%)", digits=(16, 4), groups=COST_GROUP)
    date_from = fields.Date("In Force From")
    company_id = fields.Many2one("res.company", index="btree_not_null")
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(date_from, '0001-01-01'::date), COALESCE(company_id, 0)) WHERE active",
        "There is a rate for this HS code from this day already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._clean(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._clean(vals))

    @api.model
    def _clean(self, vals):
        """Codes are kept as digits: 9401.69.00 and 94016900 are the same."""
        if vals.get("code"):
            vals = {**vals, "code": _digits(vals["code"])}
        return vals

    @api.constrains("code", "vat_percent", "rebate_percent")
    def _check_rates(self):
        for rate in self.sudo():  # sudo: whoever may write the table is told what is wrong
            if not rate.code:
                raise ValidationError(self.env._("An HS code consists of digits."))
            if not 0 <= rate.rebate_percent <= rate.vat_percent:
                raise ValidationError(
                    self.env._(
                        "Export Rebate (%%) of %(code)s: between 0 and the VAT rate.",
                        code=rate.code,
                    )
                )

    @api.model
    def _get_rates(self, codes, company):
        """``{code as given: record in force today that fits best}``, in one query."""
        wanted = {code: _digits(code) for code in codes if code}
        beginnings = {digits[:n] for digits in wanted.values() for n in range(1, len(digits) + 1)}
        if not beginnings:
            return {}
        today = fields.Date.context_today(self)
        # sudo: rates are read for a calculation that shows none of them
        rates = self.sudo().search(
            [
                ("code", "in", sorted(beginnings)),
                ("company_id", "in", (False, company.id)),
                "|",
                ("date_from", "=", False),
                ("date_from", "<=", today),
            ]
        )
        best = {}
        for rate in rates.sorted(lambda one: (bool(one.company_id), str(one.date_from or ""))):
            best[rate.code] = rate
        found = {}
        for code, digits in wanted.items():
            fitting = (digits[:n] for n in range(len(digits), 0, -1))
            rate = next((best[start] for start in fitting if start in best), None)
            if rate:
                found[code] = rate
        return found


def _digits(code):
    return "".join(filter(str.isdigit, code or ""))
