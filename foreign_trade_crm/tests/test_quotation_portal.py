import base64
import io
from datetime import timedelta

from freezegun import freeze_time
from PIL import Image

from odoo import Command
from odoo.tests import BaseCase, HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger

from ..tools.portal_input import read_name, read_signature
from .quotes_common import QuotesCommon


def signature():
    picture = io.BytesIO()
    Image.new("RGB", (60, 20), "white").save(picture, "PNG")
    return base64.b64encode(picture.getvalue()).decode()


@tagged("post_install", "-at_install")
class TestPortalInput(BaseCase):
    def test_names(self):
        self.assertEqual(read_name("  Anna\n\x00 Schmidt "), "Anna Schmidt")
        self.assertEqual(len(read_name("x" * 9999)), 120)
        for value in (None, 7, {"a": 1}, ["Anna"], "\n\t"):
            self.assertEqual(read_name(value), "")

    def test_signatures(self):
        self.assertTrue(read_signature(signature()))
        page = base64.b64encode(b"<svg onload=alert(1)>").decode()
        for value in (None, 7, "", "%%%", page, "A" * 2_000_000, signature()[:40], {"a": 1}):
            self.assertEqual(read_signature(value), "")


@tagged("post_install", "-at_install")
class TestQuotationPortal(QuotesCommon, HttpCase):
    """The buyer sees, signs and pays the last version sent, never the half-edited draft."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal = cls._create_user("buyer", False, name="Anna Schmidt")
        cls.portal.group_ids = [Command.set(cls.env.ref("base.group_portal").ids)]
        cls.portal.partner_id.parent_id = cls.buyer
        cls.order = cls._create_quotation(require_signature=True, require_payment=False)
        cls.order.action_quotation_sent()
        cls.url = f"/my/orders/{cls.order.id}"

    def _page(self, **params):
        params = {"access_token": self.order._portal_ensure_token(), **params}
        return self.url_open(self.url + "?" + "&".join(f"{k}={v}" for k, v in params.items()))

    def _sign(self, **values):
        token = self.order._portal_ensure_token()
        values = {"name": "Anna Schmidt", "signature": signature(), **values}
        url = f"{self.url}/accept?access_token={values.pop('token', token)}"
        answer = self.make_jsonrpc_request(url, values)
        self.env.invalidate_all()
        return answer

    def _edit_draft(self):
        self.order.order_line.write({"price_unit": 99, "name": "Half-edited secret"})

    def test_page_shows_what_was_sent(self):
        self._edit_draft()
        page = self._page().text
        self.assertIn(f"{self.order.name} / V1", page)
        self.assertIn("2,000.00", page)
        self.assertNotIn("9,900", page)
        self.assertNotIn("Half-edited", page)
        self.authenticate(self.portal.login, self.portal.login)
        listed = self.url_open("/my/quotes").text
        self.assertIn("2,000.00", listed)
        self.assertNotIn("9,900", listed)

    def test_ordinary_quotation(self):
        """Without terms of the export trade Odoo's own page is shown until it would be wrong."""
        self.order = self._create_order(require_signature=True)
        self.url = f"/my/orders/{self.order.id}"
        self.order.action_quotation_sent()
        self.assertNotIn("o_quotation_version", self._page().text)
        self._edit_draft()
        page = self._page().text
        self.assertIn("o_quotation_version", page)
        self.assertNotIn("Half-edited", page)

    def test_pdf_is_the_one_that_was_sent(self):
        self._edit_draft()
        answer = self._page(report_type="pdf")
        self.assertEqual(answer.content, self.order.last_version_id.pdf_attachment_id.raw)
        self.assertIn("V1", answer.headers["Content-Disposition"])
        self.assertNotIn("Half-edited", self._page(report_type="html").text)

    def test_signing_restores_and_confirms(self):
        self._edit_draft()
        self.assertIn("redirect_url", self._sign(version=1))
        self.assertEqual((self.order.state, self.order.amount_total), ("sale", 2000))
        acceptance = self.order.accepted_version_id.acceptance_ids
        self.assertEqual((acceptance.method, acceptance.signed_by), ("portal", "Anna Schmidt"))
        self.assertTrue(acceptance.signature)
        self.assertEqual(acceptance.accepted_by_id, self.buyer)

    def test_signed_before_it_is_paid(self):
        """The signature is on record at once, on what was sent; paying confirms."""
        self.order.write({"require_payment": True, "prepayment_percent": 0.3})
        self.order.action_record_version()
        version = self.order.last_version_id
        self._edit_draft()
        self.assertIn("redirect_url", self._sign())
        self.assertEqual(version.acceptance_ids.signed_by, "Anna Schmidt")
        self.assertEqual((self.order.state, self.order.amount_total), ("sent", 2000))
        signed = self.order.message_ids.attachment_ids.filtered(
            lambda one: one.name == f"{self.order.name}.pdf"
        )
        self.assertNotIn(b"Half-edited", signed[:1].raw)

    def test_declining_says_which(self):
        token = self.order._portal_ensure_token()
        page = self._page().text
        self.assertIn("decline?access_token", page)
        csrf = page.split('name="csrf_token" value="')[1].split('"')[0]
        self.order.order_line.price_unit = 18
        self.order.action_record_version()
        for version, state in ((1, "sent"), (2, "cancel")):
            self.url_open(
                f"{self.url}/decline?access_token={token}&version={version}",
                data={"decline_message": "Dear", "csrf_token": csrf},
            )
            self.env.invalidate_all()
            self.assertEqual(self.order.state, state)
        self.assertIn("declined S", "".join(self.order.message_ids.mapped("body")))

    def test_an_old_page_does_not_pay(self):
        self.order.write({"require_payment": True, "prepayment_percent": 1})
        self.order.action_record_version()
        self.order.order_line.price_unit = 18
        self.order.action_record_version()
        token = self.order._portal_ensure_token()
        url = f"{self.url}/transaction?access_token={token}&version="
        with self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
            self.make_jsonrpc_request(f"{url}2", self._payment_values(token))
        self.assertFalse(self.order.sudo().transaction_ids)
        self.make_jsonrpc_request(f"{url}3", self._payment_values(token))
        paid = self.order.sudo().transaction_ids.quotation_version_id
        self.assertEqual(paid.number, 3)

    def _payment_values(self, token):
        return {
            "access_token": token,
            "provider_id": self.env["payment.provider"].search([], limit=1).id,
            "payment_method_id": self.env["payment.method"].search([], limit=1).id,
            "token_id": None,
            "amount": 2000,
            "flow": "direct",
            "tokenization_requested": False,
            "landing_route": self.url,
        }

    def test_who_signed_is_known(self):
        self.authenticate(self.portal.login, self.portal.login)
        self._sign()
        acceptance = self.order.accepted_version_id.acceptance_ids
        self.assertEqual(acceptance.accepted_by_id, self.portal.partner_id)

    def test_older_version(self):
        self.order.order_line.price_unit = 18
        self.order.action_record_version()
        page = self._page(version=1).text
        self.assertIn("A newer version of this quotation exists", page)
        self.assertIn("2,000.00", page)
        self.assertNotIn('modalaccept" href', page)
        self.assertIn("newer version", self._sign(version=1)["error"])
        self.assertFalse(self.order.signature)
        self.assertEqual(self.order.state, "sent")
        for version in ("abc", "-1", "9" * 5000, "2'--", "0"):
            self.assertIn("1,800.00", self._page(version=version).text)

    def test_links_tell_their_version(self):
        self.assertIn("&version=1", self.order._get_share_url(redirect=True))
        self.order.order_line.price_unit = 18
        self.order.action_record_version()
        self.assertIn("&version=2", self.order._get_share_url())

    def test_expired(self):
        self.order.validity_date += timedelta(days=365)  # of the draft
        with freeze_time(self.order.last_version_id.validity_date + timedelta(days=3)):
            self.env.invalidate_all()
            self.assertTrue(self.order.is_expired)
            self.assertFalse(self.order._has_to_be_signed())
        self.env.cr.execute(
            "UPDATE foreign_trade_quotation_version SET validity_date = '2020-01-01'"
            " WHERE order_id = %s",
            [self.order.id],
        )
        self.env.invalidate_all()
        self.assertIn("expired", self._sign()["error"])
        self.assertIn("This offer expired!", self._page().text)
        self.assertEqual(self.order.state, "sent")

    def test_closed_gate_keeps_the_signature(self):
        self.env["foreign.trade.gate.rule"].create(
            {
                "name": "Contract is effective",
                "transition": "order_confirm",
                "kind": "domain",
                "domain": "[('contract_effective', '=', True)]",
                "message": "Issue the proforma invoice and make it effective.",
            }
        )
        self._edit_draft()
        self.env["res.lang"]._activate_lang("zh_CN")
        self.rep.lang = "zh_CN"
        self.assertIn("redirect_url", self._sign())
        self.assertEqual((self.order.state, self.order.amount_total), ("sent", 2000))
        self.assertEqual(self.order.signed_by, "Anna Schmidt")
        self.assertEqual(self.order.accepted_version_id.number, 1)
        activity = self.order.activity_ids
        self.assertEqual(activity.user_id, self.rep)
        self.assertIn("Issue the proforma invoice", activity.note)
        self.assertNotIn("cannot go on", activity.note, "the salesman reads it, not the buyer")
        page = self._page().text
        self.assertIn("we have your signature", page)
        self.assertNotIn("Issue the proforma", page)

    def test_what_stood_in_the_way_is_over_when_the_order_is_confirmed(self):
        self.test_closed_gate_keeps_the_signature()
        self.env["foreign.trade.gate.rule"].search([("transition", "=", "order_confirm")]).unlink()
        self.order.with_user(self.rep).action_confirm()
        self.assertFalse(self.order.activity_ids)

    def test_next_version_is_signed_anew(self):
        self.test_closed_gate_keeps_the_signature()
        self.order.order_line.price_unit = 17
        self.order.action_record_version()
        self.assertFalse(self.order.signature)
        self.assertTrue(self.order._has_to_be_signed())
        first = self.order.quotation_version_ids.filtered(lambda one: one.number == 1)
        self.assertTrue(first.acceptance_ids.signature, "what was signed before stays on record")

    def test_hostile_input(self):
        for values in (
            {"name": {"$ne": 1}},
            {"name": ""},
            {"signature": "<script>"},
            {"signature": ["x"]},
            {"signature": base64.b64encode(b"<svg/>").decode()},
            {"token": "forged"},
            {"version": {"a": 1}},
        ):
            with self.subTest(values):
                self.assertIn("error", self._sign(**values))
                self.assertFalse(self.order.signature)
        for params in (
            {"payment_amount": "nan"},
            {"payment_amount": "-5"},
            {"payment_amount": "1e999"},
            {"report_type": "../etc"},
        ):
            self.assertEqual(self._page(**params).status_code, 200, params)
        self._sign(name="<img src=x onerror=alert(1)>")
        self.assertNotIn("<img src=x", self._page().text)
        far = self.url_open(f"/my/orders/{2**40}?access_token=x")
        self.assertEqual(far.status_code, 200)

    def test_draft_never_sent(self):
        """Its link was handed out: what he sees is frozen. Guessing its number shows nothing."""
        self.order = self._create_quotation(require_signature=True)
        self.url = f"/my/orders/{self.order.id}"
        self.authenticate(self.portal.login, self.portal.login)
        self.assertIn("being finalised", self.url_open(self.url).text)
        self.assertIn("being finalised", self.url_open(f"{self.url}?access_token=guess").text)
        self.assertFalse(self.order.last_version_id)
        self.assertIn("/ V1", self._page().text)
        self.assertEqual(self.order.last_version_id.number, 1)

    def test_approval_pending_is_polite(self):
        self.order = self._create_quotation(require_signature=True)
        self.url = f"/my/orders/{self.order.id}"
        self.env["foreign.trade.approval.rule"].create(
            {"name": "Margin below 8 %", "approver_ids": [Command.link(self.manager.id)]}
        )
        page = self._page().text
        self.assertIn("being finalised", page)
        self.assertNotIn("Margin", page)

    def test_what_the_buyer_adds_fells_the_approval(self):
        self.env["foreign.trade.approval.rule"].create(
            {"name": "Four eyes", "approver_ids": [Command.link(self.manager.id)]}
        )
        self.order = self._create_order(require_signature=True)
        self.url = f"/my/orders/{self.order.id}"
        self.order.order_line = [
            Command.create(
                {"display_type": "line_section", "name": "Options", "is_optional": True}
            ),
            Command.create({"product_id": self.product.id, "product_uom_qty": 0, "price_unit": 20}),
        ]
        self.order.action_request_approval()
        self.order.with_user(self.manager).action_approve()
        self.order.action_quotation_sent()
        line = self.order.order_line[-1]
        added = {"line_id": line.id, "access_token": self.order._portal_ensure_token()}
        self.make_jsonrpc_request(f"{self.url}/update_line_dict", {**added, "input_quantity": 500})
        self.env.invalidate_all()
        self.assertEqual(line.product_uom_qty, 500)
        self.assertEqual(self.order.sudo().approval_request_ids.mapped("state"), ["void"])
        self._sign()
        self.assertEqual(self.order.state, "sent", "nobody agreed to so much")
