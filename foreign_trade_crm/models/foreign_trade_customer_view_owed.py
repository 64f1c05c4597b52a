from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .foreign_trade_contract import ACTIVE_STATES

PAYMENTS = 4
#: contracts have few payments; more open ones than this are not summed
OPEN_PAYMENTS = 200
#: whether an invoice is for an order with a binding contract
CONTRACTED = """SELECT FROM account_move_line line
    JOIN sale_order_line_invoice_rel link ON link.invoice_line_id = line.id
    JOIN sale_order_line sold ON sold.id = link.order_line_id
    JOIN foreign_trade_contract contract
      ON contract.order_id = sold.order_id AND contract.state = ANY(%s)
   WHERE line.move_id = account_move.id"""


class ForeignTradeCustomerView(models.AbstractModel):
    """What the customer owes: invoices, payments of contracts, credit."""

    _inherit = "foreign.trade.customer.view"

    @api.model
    def _prepare_sections(self, customer):
        receivable = self._prepare_receivable(customer)
        payments = self._prepare_payments(customer)
        return {
            **super()._prepare_sections(customer),
            "receivable": receivable,
            "payments": payments,
            "overdue": self._sum_overdue(receivable, payments),
            "credit": self._prepare_credit(customer),
        }

    @api.model
    def _sum_overdue(self, receivable, payments):
        """What is overdue in each currency: payments of contracts, and what was invoiced beside.

        An invoice of an order with a binding contract asks for one of the contract's payments:
        whichever says more counts.
        """
        promised = {
            one["currency_id"]: one["amount"] for one in (payments or {}).get("overdue", ())
        }
        sums = dict(promised)
        for row in receivable or ():
            currency_id, beside = row["currency_id"], row["overdue_beside"]
            sums[currency_id] = max(promised.get(currency_id, 0), row["overdue"] - beside) + beside
        return [
            {"currency_id": currency_id, "amount": amount}
            for currency_id, amount in sums.items()
            if amount > 0
        ]

    @api.model
    def _prepare_receivable(self, customer):
        """Posted invoices that are not paid, in each currency; overdue as of the reader's day."""
        moves = self.env["account.move"]
        if not moves.has_access("read"):
            return False
        family = self._get_timeline()._get_family(customer)
        query = moves._search(
            Domain("partner_id", "in", family)
            & Domain("state", "=", "posted")
            & Domain("move_type", "in", ("out_invoice", "out_refund"))
            & Domain("amount_residual", "!=", 0)
        )
        query.groupby = SQL("1")
        query.order = SQL("1")
        columns = self._receivable_columns()
        rows = self.env.execute_query(query.select(*columns.values()))
        return [
            {
                **dict(zip(columns, row, strict=True)),
                "amount": float(row[2]),
                "overdue": float(row[4]),
                "since": fields.Date.to_string(row[5]),
                "overdue_beside": float(row[6]),
            }
            for row in rows
        ]

    @api.model
    def _receivable_columns(self):
        """``{name: SQL}`` of what is summed for each currency."""
        amount = SQL(
            "CASE account_move.move_type WHEN 'out_refund' THEN -1 ELSE 1 END"
            " * account_move.amount_residual"
        )
        overdue = SQL("account_move.invoice_date_due < %s", fields.Date.context_today(self))
        beside = SQL("%s AND NOT EXISTS (%s)", overdue, SQL(CONTRACTED, list(ACTIVE_STATES)))
        return {
            "currency_id": SQL("account_move.currency_id"),
            "count": SQL("COUNT(*)"),
            "amount": SQL("SUM(%s)", amount),
            "overdue_count": SQL("COUNT(*) FILTER (WHERE %s)", overdue),
            "overdue": SQL("COALESCE(SUM(%s) FILTER (WHERE %s), 0)", amount, overdue),
            "since": SQL("MIN(account_move.invoice_date_due) FILTER (WHERE %s)", overdue),
            "overdue_beside": SQL("COALESCE(SUM(%s) FILTER (WHERE %s), 0)", amount, beside),
        }

    @api.model
    def _prepare_payments(self, customer):
        """Open payments of binding contracts: what is overdue, and what falls due next."""
        milestones = self.env["foreign.trade.payment.milestone"]
        if not milestones.has_access("read"):
            return False
        payments = [self._prepare_payment(row) for row in self._read_open_payments(customer)]
        overdue = defaultdict(float)
        for payment in payments:
            if payment["is_overdue"]:
                overdue[payment["currency_id"]] += payment["amount"]
        return {
            "overdue": [
                {"currency_id": currency_id, "amount": amount}
                for currency_id, amount in overdue.items()
            ],
            "rows": payments[:PAYMENTS],
        }

    @api.model
    def _read_open_payments(self, customer):
        """Milestones that the reader may read, with their contract's name, in one statement."""
        milestones = self.env["foreign.trade.payment.milestone"]
        query = milestones._search(
            Domain("partner_id", "in", self._get_timeline()._get_family(customer))
            & Domain("state", "!=", "settled")
            & Domain("contract_id.state", "in", ACTIVE_STATES),
            order="planned_date asc nulls last, id",
            limit=OPEN_PAYMENTS,
        )
        contract = query.left_join(
            milestones._table, "contract_id", "foreign_trade_contract", "id", "viewed_contract"
        )
        names = ("id", "name", "planned_date", "amount", "paid_amount", "contract_id")
        return self.env.execute_query_dict(
            query.select(
                *(
                    SQL(
                        "%s AS %s",
                        milestones._field_to_sql(milestones._table, name, query),
                        SQL.identifier(name),
                    )
                    for name in names
                ),
                SQL("%s AS contract", SQL.identifier(contract, "name")),
                SQL("%s AS currency_id", SQL.identifier(contract, "currency_id")),
            )
        )

    @api.model
    def _prepare_payment(self, row):
        """An open payment; ``amount`` is what is still to come."""
        due = row["planned_date"]
        return {
            "id": row["id"],
            "name": row["name"],
            "contract_id": row["contract_id"],
            "contract": row["contract"],
            "date": fields.Date.to_string(due),
            "is_overdue": bool(due and due < fields.Date.context_today(self)),
            "amount": float((row["amount"] or 0) - (row["paid_amount"] or 0)),
            "currency_id": row["currency_id"],
        }

    @api.model
    def _prepare_credit(self, customer):
        """Limit and use in company currency, for those who see them on the customer's form."""
        if not customer._has_field_access(customer._fields["credit_limit"], "read"):
            return False
        return {"limit": customer.credit_limit, "used": customer.credit}
