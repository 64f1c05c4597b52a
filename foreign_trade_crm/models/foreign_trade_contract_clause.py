from odoo import api, fields, models
from odoo.exceptions import UserError


class ForeignTradeContractClause(models.Model):
    """A clause as one document says it, in every language; it changes in draft alone."""

    _name = "foreign.trade.contract.clause"
    _description = "Clause of a Document"
    _order = "sequence, id"

    contract_id = fields.Many2one(
        "foreign.trade.contract", required=True, index=True, ondelete="cascade"
    )
    clause_id = fields.Many2one(
        "foreign.trade.clause", "From the Library", index="btree_not_null", ondelete="set null"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(
        compute="_compute_from_library",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        translate=True,
    )
    text = fields.Text(
        compute="_compute_from_library",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        translate=True,
    )

    @api.depends("clause_id")
    def _compute_from_library(self):
        for clause in self.filtered("clause_id"):
            clause.name = clause.clause_id.name
            clause.text = clause.clause_id.text

    @api.model_create_multi
    def create(self, vals_list):
        clauses = super().create(vals_list)
        clauses._check_contract_is_draft()
        for clause, vals in zip(clauses, vals_list, strict=True):
            if (
                clause.clause_id
                and vals.get("text", clause.clause_id.text) == clause.clause_id.text
            ):
                clause._copy_translations_from(clause.clause_id, ("name", "text"))
        return clauses

    def write(self, vals):
        self._check_contract_is_draft()
        result = super().write(vals)
        if "contract_id" in vals:
            self.check_access("write")  # of the document that they are moved to
        self._check_contract_is_draft()
        return result

    @api.ondelete(at_uninstall=True)
    def _check_contract_is_draft(self):
        if any(contract.state != "draft" for contract in self.contract_id):
            raise UserError(self.env._("The clauses of an issued document do not change."))

    def _copy_translations_from(self, source, names):
        """Say it in every installed language as the library does."""
        self.ensure_one()
        languages = [code for code, _label in self.env["res.lang"].get_installed()]
        for name in names if len(languages) > 1 else ():
            texts = {code: source.with_context(lang=code)[name] for code in languages}
            self.update_field_translations(name, texts)

    def _printed_text(self):
        """The text with what it says of this document filled in."""
        self.ensure_one()
        contract = self.contract_id
        text = self.text or ""
        for key, value in {
            "{tolerance}": f"{contract.more_or_less_percent:g}",
            "{company}": contract.company_id.sudo().name or "",
        }.items():
            text = text.replace(key, value)
        return text
