from odoo import api, fields, models
from odoo.fields import Domain

from .foreign_trade_payment_plan_line import PAYMENT_METHODS


class ForeignTradeClause(models.Model):
    """A clause that proforma invoices and sales contracts take from the library."""

    _name = "foreign.trade.clause"
    _description = "Contract Clause"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    text = fields.Text(
        required=True,
        translate=True,
        help="{tolerance} stands for the per cent of more or less, {company} for the seller.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index="btree_not_null")
    used_by_default = fields.Selection(
        [
            ("contract", "In Sales Contracts"),
            ("both", "In Proforma Invoices and Sales Contracts"),
        ],
        help="Taken over into new documents by itself; empty: only when somebody adds it.",
    )
    payment_method = fields.Selection(
        PAYMENT_METHODS, help="Only where part of the money comes in this way."
    )
    incoterm_ids = fields.Many2many("account.incoterms", help="Only under these rules.")

    @api.model
    def _find_for(self, contract):
        """Clauses that a new document takes over by itself."""
        kinds = ["both", "contract"] if contract.document_type == "contract" else ["both"]
        methods = contract.payment_milestone_ids.mapped("method")
        clauses = self.search(
            Domain("used_by_default", "in", kinds)
            & Domain("company_id", "in", [contract.company_id.id, False])
            & Domain("payment_method", "in", [*methods, False])
        )
        return clauses.filtered(
            lambda one: not one.incoterm_ids or contract.incoterm_id in one.incoterm_ids
        )

    def _prepare_contract_clause_values(self):
        """Values of a document's own copy, which changes with it and not with the library."""
        self.ensure_one()
        return {
            "clause_id": self.id,
            "sequence": self.sequence,
            "name": self.name,
            "text": self.text,
        }
