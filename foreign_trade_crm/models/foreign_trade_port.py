import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

LOCODE = re.compile(r"[A-Z]{2}[A-Z2-9]{3}")


class ForeignTradePort(models.Model):
    """A sea port or airport by its UN/LOCODE.

    The trade writes the code of the city for some sea ports (CNSHA for CNSHG): such codes are
    kept as aliases, so that whoever types them finds the port.
    """

    _name = "foreign.trade.port"
    _description = "Port"
    _order = "country_id, name"
    _rec_names_search = ("name", "code", "alias_codes")

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        "UN/LOCODE",
        required=True,
        size=5,
        help="Five characters: the country and the place, for example CNNBG for Ningbo.",
    )
    alias_codes = fields.Char(
        help="Other codes by which the trade calls this port, separated by spaces."
    )
    country_id = fields.Many2one("res.country", required=True, index=True)
    is_seaport = fields.Boolean("Sea Port", default=True)
    is_airport = fields.Boolean("Airport")
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE(code)", "A port with this UN/LOCODE exists already.")

    @api.depends("name", "code")
    def _compute_display_name(self):
        for port in self:
            port.display_name = f"{port.name} ({port.code})" if port.code else port.name

    @api.onchange("code")
    def _onchange_code(self):
        for port in self.filtered("code"):
            port.code = self._normalize_code(port.code)

    @api.constrains("code")
    def _check_code(self):
        for port in self:
            if not LOCODE.fullmatch(port.code):
                raise ValidationError(
                    self.env._(
                        "%(code)s is not a UN/LOCODE: two letters of the country and three "
                        "characters of the place, for example CNSHG.",
                        code=port.code,
                    )
                )

    @api.model
    def _normalize_code(self, code):
        return re.sub(r"[\s-]", "", code or "").upper()

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("code"):
                vals["code"] = self._normalize_code(vals["code"])
        return super().create(vals_list)

    def write(self, vals):
        if vals.get("code"):
            vals = {**vals, "code": self._normalize_code(vals["code"])}
        return super().write(vals)
