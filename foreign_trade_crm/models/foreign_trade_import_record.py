from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ForeignTradeImportRecord(models.Model):
    """Proof that a company imports: a line of customs data, a bill of lading, its own word.

    It belongs to a lead, and after conversion to the customer as well: one record, seen on both.
    """

    _name = "foreign.trade.import.record"
    _inherit = ["foreign.trade.child.access.mixin"]
    _description = "Import Record"
    _order = "imported_on desc, id desc"
    _access_parents = ("lead_id", "partner_id")

    name = fields.Char("Goods", required=True, help="What was imported.")
    lead_id = fields.Many2one("crm.lead", index="btree_not_null", ondelete="set null")
    partner_id = fields.Many2one(
        "res.partner", "Customer", index="btree_not_null", ondelete="cascade"
    )
    imported_on = fields.Date("Date")
    hs_code = fields.Char("HS Code")
    origin_country_id = fields.Many2one("res.country", "Country of Origin")
    supplier_name = fields.Char("Supplier")
    quantity = fields.Char(help="As the source gives it, with its unit.")
    amount = fields.Monetary("Value")
    currency_id = fields.Many2one("res.currency")
    source = fields.Selection(
        [
            ("customs", "Customs data"),
            ("bill_of_lading", "Bill of lading"),
            ("buyer", "The buyer's word"),
            ("website", "Website"),
            ("other", "Other"),
        ],
        required=True,
        default="customs",
    )
    source_note = fields.Char("Source Details", help="Provider, report or web address.")
    attachment_ids = fields.Many2many(
        "ir.attachment", relation="foreign_trade_import_record_attachment_rel", string="Attachments"
    )

    @api.constrains("name", "lead_id", "partner_id")
    def _check_whole(self):
        if any(not record.lead_id and not record.partner_id for record in self):
            raise ValidationError(self.env._("An import record belongs to a lead or a customer."))

    @api.constrains("amount", "currency_id")
    def _check_currency(self):
        for record in self:
            if record.amount and not record.currency_id:
                raise ValidationError(
                    self.env._(
                        "Say in which currency the value of the import record “%(name)s” is.",
                        name=record.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._own_attachments()
        for record in records:
            if not record.partner_id and record.lead_id.type == "opportunity":
                record.partner_id = record.lead_id._get_reachable_customer("write")
        return records

    def write(self, vals):
        result = super().write(vals)
        if "attachment_ids" in vals:
            self._own_attachments()
        return result

    def _own_attachments(self):
        """Files hang on the record, so that whoever may read it may open them."""
        for record in self:
            loose = record.attachment_ids.filtered(
                lambda file: not file.res_id and file.res_model in (False, self._name)
            )
            if loose:
                loose.write({"res_model": self._name, "res_id": record.id})
