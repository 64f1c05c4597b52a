from contextlib import contextmanager

from odoo import Command

from odoo.addons.foreign_trade_crm.tests.common import ForeignTradeCommon


class SamplesCommon(ForeignTradeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.courier = cls.env["foreign.trade.courier"].create(
            {"name": "Swift Parcel", "tracking_url": "https://swift.example/t?n={number}"}
        )
        cls.opportunity = cls._create_lead(partner_id=cls.buyer.id)

    @classmethod
    def _create_request(cls, user=None, opportunity=None, **values):
        """A complete draft request, made by the representative unless told otherwise."""
        return (
            cls.env["foreign.trade.sample.request"]
            .with_user(user or cls.rep)
            .create(
                {
                    "opportunity_id": (opportunity or cls.opportunity).id,
                    "line_ids": [Command.create({"product_id": cls.product.id, "quantity": 2})],
                    "planned_dispatch_date": "2026-03-10",
                    "expected_feedback_date": "2026-03-31",
                    **values,
                }
            )
        )

    @classmethod
    def _create_dispatched(cls, **values):
        return cls._create_request(
            **{
                "courier_id": cls.courier.id,
                "tracking_number": "77 123/4",
                "actual_dispatch_date": "2026-03-10",
                "state": "dispatched",
                **values,
            }
        )

    @contextmanager
    def assertRefused(self, error, words):
        """Refused with these words, and nothing of it stays (assertRaisesRegex keeps it)."""
        with self.assertRaises(error) as refused:
            yield
        self.assertRegex(str(refused.exception), words)
