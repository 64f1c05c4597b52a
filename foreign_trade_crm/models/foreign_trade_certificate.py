from odoo import fields, models


class ForeignTradeCertificate(models.Model):
    """A certificate or audit that buyers ask for or have: CE, FDA, FSC, BSCI …"""

    _name = "foreign.trade.certificate"
    _description = "Certificate"
    _order = "name"

    name = fields.Char(required=True, help="As the trade writes it: CE, FDA, FSC, BSCI …")
    description = fields.Char(translate=True)
    active = fields.Boolean(default=True)

    _name_uniq = models.UniqueIndex("(lower(name))", "This certificate exists already.")
