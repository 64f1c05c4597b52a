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
