"""What the tests of the chain share: ordered steps, roles, and how a deal is brought along."""

import base64
import contextlib
import datetime
import os
import unittest

from .client import Refused
from .exporter import TODAY, exporter


def day(offset=0):
    """A date relative to today where people work, as the server reads it."""
    return (TODAY + datetime.timedelta(days=offset)).isoformat()


@unittest.skipUnless(os.environ.get("FT_URL"), "FT_URL names no running server")
class ChainCase(unittest.TestCase):
    """Tests named ``test_NN_…`` are the steps of one story and run in that order.

    What a step learns for later ones it keeps on the class. After a failure the following
    steps are skipped, since what they build on is missing.
    """

    broken = False

    @classmethod
    def setUpClass(cls):
        cls.exporter = ex = exporter()
        cls.admin, cls.manager, cls.finance = ex.admin, ex.manager, ex.finance
        cls.rep, cls.rep2, cls.clerk = ex.rep, ex.rep2, ex.clerk

    def setUp(self):
        if type(self).broken:
            self.skipTest("an earlier step failed")

    def run(self, result=None):
        before = len(result.failures) + len(result.errors)
        super().run(result)
        if len(result.failures) + len(result.errors) > before:
            type(self).broken = True

    @contextlib.contextmanager
    def refused(self, kind, *words):
        """The server refuses with this class of error and says these words; gives the error."""
        with self.assertRaises(Refused) as caught:
            yield caught
        self.assertEqual(caught.exception.kind, kind, caught.exception)
        for word in words:
            self.assertIn(word, caught.exception.message)

    @contextlib.contextmanager
    def gated(self, *conditions):
        """A gate refuses; ``conditions`` are the names of exactly what is not met."""
        with self.assertRaises(Refused) as caught:
            yield caught
        error = caught.exception
        self.assertEqual(
            error.name, "odoo.addons.foreign_trade_crm.exceptions.GateError", error.debug
        )
        failures = error.context["failures"]
        self.assertEqual({failure["name"] for failure in failures}, set(conditions))
        for failure in failures:
            self.assertIn(failure["message"], error.message)

    def move(self, lead, stage, session=None):
        """Move an opportunity as the pipeline's drag does."""
        values = {"stage_id": self.exporter.stage[stage]}
        (session or self.rep)["crm.lead"].web_save([lead], values, specification={})

    def qualify(self, lead):
        """Answer the questions of the checklist that conversion asks for."""
        items = ("company", "country", "requirement", "product")
        values = {f"qualification_{item}": "yes" for item in items}
        self.rep["crm.lead"].web_save([lead], values, specification={})

    def convert(self, lead, session=None):
        """Convert a lead with the wizard of the web client; returns the customer."""
        session = session or self.rep
        context = {"active_model": "crm.lead", "active_id": lead, "active_ids": [lead]}
        wizard = session["crm.lead2opportunity.partner"].make(
            name="convert", action="create", context=context
        )
        session["crm.lead2opportunity.partner"].action_apply([wizard], context=context)
        return session["crm.lead"].get(lead, "partner_id")[0]

    def opportunity(self, name):
        """A deal the representative enters himself with a customer of his; returns its id and
        the customer's."""
        ex = self.exporter
        partner = self.admin["res.partner"].make(
            name=f"{name} GmbH",
            is_company=True,
            email=f"einkauf@{name.lower().replace(' ', '-')}.example",
            street="Hafenstrasse 12",
            city="Hamburg",
            country_id=ex.ref("base.de"),
            user_id=ex.uid["rep"],
        )
        self.admin["res.partner"].make(name=f"Buyer of {name}", parent_id=partner)
        lead = self.rep["crm.lead"].make(
            name=f"Chairs for {name}", type="opportunity", partner_id=partner, team_id=ex.team
        )
        return lead, partner

    def quote(self, lead, partner, currency="EUR", quantity=2000, price=18.5):
        """A quotation of the representative on an opportunity; returns its id."""
        ex = self.exporter
        return self.rep["sale.order"].make(
            opportunity_id=lead,
            partner_id=partner,
            pricelist_id=ex.pricelist[currency],
            validity_date=day(30),
            incoterm=ex.ref("account.incoterm_FOB"),
            port_loading_id=ex.ref("foreign_trade_crm.port_cnnbg"),
            port_discharge_id=ex.ref("foreign_trade_crm.port_esvlc"),
            payment_plan_id=ex.ref("foreign_trade_crm.payment_plan_tt_30_70_bl_copy"),
            latest_shipment_date=day(60),
            order_line=[
                (0, 0, {"product_id": ex.chair, "product_uom_qty": quantity, "price_unit": price})
            ],
        )

    def send(self, order):
        """Send a quotation with the mail composer; returns the version that went out."""
        action = self.rep["sale.order"].action_quotation_send([order])
        context = action["context"]
        composer = self.rep["mail.compose.message"].make(context=context)
        self.rep["mail.compose.message"].action_send_mail([composer], context=context)
        return self.rep["sale.order"].get(order, "last_version_id")[0]

    def proforma(self, version):
        """The proforma invoice of a quotation version, approved and issued; returns its id."""
        action = self.rep["foreign.trade.quotation.version"].action_make_contract([version])
        contract = action["res_id"]
        self.rep["foreign.trade.contract"].action_request_approval([contract])
        self.manager["foreign.trade.contract"].action_approve([contract])
        # 70 % come in after shipment: finance agrees as well
        self.finance["foreign.trade.contract"].action_approve([contract])
        self.rep["foreign.trade.contract"].action_issue([contract])
        return contract

    def countersign(self, contract, number="PO-2026-117"):
        """The buyer's purchase order is in; the representative notes why the deal is won."""
        deal = self.rep["foreign.trade.contract"].get(contract, "opportunity_id")
        if deal:
            reason = self.exporter.ref("__foreign_trade__.win_reason_quality")
            self.rep["crm.lead"].write([deal[0]], {"win_reason_id": reason})
        self.rep["foreign.trade.contract"].write(
            [contract],
            {
                "buyer_po_number": number,
                "buyer_po_attachment": base64.b64encode(b"%PDF-1.4 scan").decode(),
                "buyer_po_filename": f"{number}.pdf",
            },
        )
        self.rep["foreign.trade.contract"].action_countersign([contract])

    def receive(self, contract, session=None):
        """Register what is due next as received; returns the payment's id."""
        session = session or self.finance
        wizard = session["foreign.trade.contract.receipt"].make(
            contract_id=contract, memo="SWIFT 0042"
        )
        session["foreign.trade.contract.receipt"].action_register([wizard])
        return session["account.payment"].find(
            [("foreign_trade_contract_id", "=", contract)], "id", order="id desc", limit=1
        )[0]["id"]
