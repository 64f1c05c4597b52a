import json
from datetime import datetime, timedelta

from odoo import Command

from .quotes_common import QuotesCommon

NOW = datetime(2026, 3, 10, 8)


class CustomerViewCommon(QuotesCommon):
    """Lin Wei's customer with something of every kind."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.view = cls.env["foreign.trade.customer.view"]
        cls.timeline = cls.env["foreign.trade.customer.timeline"]
        cls.deal = cls._create_lead(
            partner_id=cls.buyer.id,
            deal_amount=2000,
            deal_currency_id=cls.usd.id,
            date_deadline="2026-04-30",
        )

    @classmethod
    def _load(cls, user=None, partner=None, **arguments):
        """The first screen, as the web client gets it."""
        cls.env.flush_all()
        partner = partner or cls.buyer
        page = cls.view.with_user(user or cls.rep).load_customer(partner.id, **arguments)
        return json.loads(json.dumps(page))

    @classmethod
    def _entries(cls, user=None, partner=None, kinds=None):
        return cls._load(user, partner, kinds=kinds)["timeline"]["entries"]

    @classmethod
    def _keys(cls, user=None, **arguments):
        return {entry["key"] for entry in cls._entries(user, **arguments)}

    @classmethod
    def _say(cls, record, body, user=None, at=None, **values):
        """A message on a record, at this moment."""
        message = (
            record.with_user(user or cls.rep)
            .message_post(
                body=body,
                **{"message_type": "comment", "subtype_xmlid": "mail.mt_comment", **values},
            )
            .sudo()
        )
        message.date = at or NOW
        return message

    @classmethod
    def _write_history(cls, partner, messages, orders):
        """So many messages and orders, in the past by a minute and an hour each."""
        first = cls._create_order(partner_id=partner.id, order_line=[])
        first.sudo().write({"state": "sale", "date_order": NOW})
        first.flush_recordset()
        for number in range(1, orders):
            order = first.sudo().copy({"name": f"H{partner.id}-{number}"})
            order.write({"state": "sale", "date_order": NOW - timedelta(hours=number)})
        values = {
            "model": "res.partner",
            "res_id": partner.id,
            "message_type": "comment",
            "author_id": cls.rep.partner_id.id,
        }
        cls.env["mail.message"].create(
            [
                {**values, "body": f"Letter {number}", "date": NOW - timedelta(minutes=number)}
                for number in range(messages)
            ]
        )

    @classmethod
    def _create_customer(cls, name, **values):
        return cls.env["res.partner"].create(
            {
                "name": name,
                "is_company": True,
                "user_id": cls.rep.id,
                "child_ids": [Command.create({"name": f"Buyer of {name}"})],
                **values,
            }
        )

    @classmethod
    def _invoice(cls, kind, amount, due=NOW, **values):
        """Posted on this day, without a chart of accounts; a salesperson's where none is given."""
        accounts = cls.env["account.account"]
        company = [Command.set(cls.company.ids)]
        kinds = (("customer1", "asset_receivable"), ("sales1", "income"))
        owed, income = [
            accounts.search([("code", "=", code), ("company_ids", "in", cls.company.ids)])
            or accounts.create(
                {"name": code, "code": code, "account_type": type_, "company_ids": company}
            )
            for code, type_ in kinds
        ]
        cls.buyer.with_company(cls.company).property_account_receivable_id = owed
        journals = cls.env["account.journal"]
        journal = {"name": "Sales", "code": "SAL1", "type": "sale", "company_id": cls.company.id}
        journal = journals.search([("code", "=", "SAL1")]) or journals.create(
            {**journal, "default_account_id": income.id}
        )
        line = {"name": "Chairs", "price_unit": amount, "tax_ids": False, "account_id": income.id}
        move = cls.env["account.move"].create(
            {
                "move_type": kind,
                "partner_id": cls.buyer.id,
                "company_id": cls.company.id,
                "journal_id": journal.id,
                "invoice_user_id": cls.rep.id,
                "invoice_date": "2026-01-05",
                "invoice_date_due": due,
                "invoice_payment_term_id": False,
                "invoice_line_ids": [Command.create(line)],
                **values,
            }
        )
        move.action_post()
        return move
