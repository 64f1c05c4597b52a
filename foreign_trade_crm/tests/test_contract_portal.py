import base64

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .quotes_common import ReceiptsCommon

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@tagged("post_install", "-at_install")
class TestContractPortal(HttpCase, ReceiptsCommon):
    """The buyer reads, signs and pays what was issued to him, and strangers nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal = cls._create_user("contract_buyer", False)
        cls.portal.group_ids = [Command.set(cls.env.ref("base.group_portal").ids)]
        cls.portal.partner_id.parent_id = cls.buyer
        cls.stranger = cls._create_user("contract_stranger", False)
        cls.stranger.group_ids = [Command.set(cls.env.ref("base.group_portal").ids)]

    def setUp(self):
        super().setUp()
        self.contract = self._create_contract()
        self.contract.action_issue()
        self.token = self.contract._portal_ensure_token()
        self.path = f"/my/contracts/{self.contract.id}"

    def _sign(self, path=None, **params):
        values = {"name": "Anna Schmidt", "signature": base64.b64encode(PNG).decode(), **params}
        return self.make_jsonrpc_request(path or f"{self.path}/sign", values)

    def _post(self, what, data, files, token=None):
        url = f"{self.path}/{what}?access_token={token or self.token}"
        data = {"csrf_token": self._csrf(), **data}
        return self.url_open(url, data=data, files=files)

    def _csrf(self):
        self.authenticate(None, None)
        page = self.url_open(f"{self.path}?access_token={self.token}").text
        return page.split('name="csrf_token" value="')[1].split('"')[0]

    def test_page_for_whoever_has_the_link(self):
        page = self.url_open(f"{self.path}?access_token={self.token}")
        self.assertEqual(page.status_code, 200)
        for text in (self.contract.name, "Folding garden chair", "2,000.00", "Accept", "SAY US"):
            self.assertIn(text, page.text)
        for secret in ("margin", "standard_price", self.rep.email):
            self.assertNotIn(secret, page.text)
        pdf = self.url_open(f"{self.path}/pdf?access_token={self.token}")
        self.assertEqual(pdf.status_code, 200)
        self.assertEqual(pdf.content, self.contract.pdf_attachment_id.raw)

    @mute_logger("odoo.http")
    def test_nobody_else(self):
        draft = self._create_contract()
        other = f"/my/contracts/{draft.id}?access_token={draft._portal_ensure_token()}"
        for url in (
            self.path,
            f"{self.path}?access_token=",
            f"{self.path}?access_token={self.token[:-1]}x",
            f"{self.path}/pdf",
            other,
            "/my/contracts/999999999",
            "/my/contracts/99999999999999999999",
            f"{self.path}?access_token=%C3%A9%00",
        ):
            self.assertEqual(self.url_open(url).status_code, 404, url)
        self.authenticate(self.stranger.login, self.stranger.login)
        self.assertEqual(self.url_open(self.path).status_code, 404)
        self.assertNotIn(self.contract.name, self.url_open("/my/contracts").text)
        self.authenticate(self.rep2.login, self.rep2.login)
        self.assertEqual(self.url_open(self.path).status_code, 404, "a colleague's document")

    def test_nobody_puts_words_on_our_page(self):
        url = f"{self.path}?access_token={self.token}&message=refused&error=Pay+to+IBAN+X"
        self.assertNotIn("IBAN X", self.url_open(url).text)

    def test_buyers_people_see_their_list(self):
        self.authenticate(self.portal.login, self.portal.login)
        self.assertIn(self.contract.name, self.url_open("/my/contracts").text)
        self.assertEqual(self.url_open(self.path).status_code, 200)

    def test_portal_users_read_nothing_over_rpc(self):
        contract = self.contract.with_user(self.portal)
        for record in (contract, contract.line_ids, contract.payment_milestone_ids):
            with self.assertRaises(AccessError):
                record.read(["id"])
        with self.assertRaises(AccessError):
            contract.action_countersign()
        claims = self.env["foreign.trade.payment.claim"].with_user(self.portal)
        with self.assertRaises(AccessError):
            claims.create({"contract_id": self.contract.id, "amount": 600})

    def test_signing(self):
        answer = self._sign(access_token=self.token)
        self.assertTrue(answer.get("force_refresh"), answer)
        self.assertEqual(self.contract.state, "countersigned")
        self.assertEqual(self.contract.signed_by, "Anna Schmidt")
        self.assertEqual(self.contract.version_id.acceptance_ids.method, "portal")
        self.assertEqual(self.contract.order_id.state, "sent", "the deposit is not in")
        self.assertIn("error", self._sign(access_token=self.token), "once is enough")

    def test_signing_with_the_deposit_in(self):
        self._receive(self.contract, 600)
        self._sign(access_token=self.token)
        self.assertEqual(self.contract.state, "effective")
        self.assertEqual(self.contract.order_id.state, "sale")

    def test_a_closed_gate_takes_no_signature_back(self):
        self._receive(self.contract, 600)
        self.env["foreign.trade.gate.rule"].create(
            {
                "name": "Credit checked",
                "transition": "order_confirm",
                "kind": "domain",
                "domain": "[('note', '=', 'never')]",
                "message": "Ask Zhao Min for the credit check.",
            }
        )
        answer = self._sign(access_token=self.token)
        self.assertNotIn("Zhao Min", str(answer))
        self.assertEqual(self.contract.state, "countersigned")
        self.assertIn("closed", self.contract.activity_ids[:1].summary)

    def test_hostile_signatures(self):
        for params in (
            {"access_token": "guess"},
            {"access_token": None},
            {"access_token": self.token, "name": ""},
            {"access_token": self.token, "name": "  \u0000 "},
            {"access_token": self.token, "name": {"a": 1}},
            {"access_token": self.token, "signature": ""},
            {"access_token": self.token, "signature": "<svg onload=alert(1)>"},
            {"access_token": self.token, "signature": base64.b64encode(PDF).decode()},
            {"access_token": self.token, "signature": "A" * 3_000_000},
            {"access_token": self.token, "signature": ["x"]},
        ):
            self.assertIn("error", self._sign(**params), params)
            self.assertEqual(self.contract.state, "issued")
        self.authenticate(self.rep.login, self.rep.login)
        self.assertIn("error", self._sign(access_token=self.token), "not in the buyer's place")
        # what is no argument is left aside
        self.assertIn("error", self._sign(surprise=1, state="effective"))
        self.assertEqual(self.contract.state, "issued")

    def test_an_old_document_is_not_signed(self):
        order = self.contract.order_id
        order.order_line.price_unit = 19
        order.action_record_version()
        order.action_make_contract()
        (order.contract_ids - self.contract).action_issue()
        self.assertIn("error", self._sign(access_token=self.token))
        page = self.url_open(f"{self.path}?access_token={self.token}").text
        self.assertIn((order.contract_ids - self.contract).name, page)

    def test_neither_an_expired_nor_a_cancelled_offer_is_signed(self):
        """Unless the buyer paid: then we are bound."""
        page = f"{self.path}?access_token={self.token}"
        self.assertIn("modalaccept", self.url_open(page).text)
        self.contract.sudo()._write_step({"validity_date": "2020-01-31"})
        self.assertIn("expired", self._sign(access_token=self.token)["error"])
        text = self.url_open(page).text
        self.assertIn("Ask us for a new one", text)
        self.assertNotIn("To sign", text)
        self.assertNotIn("modalaccept", text)
        self.assertNotIn("Signed on paper", text)
        self._post("scan", {}, {"scan": ("pi.pdf", PDF, "application/pdf")})
        self.assertEqual(self.contract.state, "issued")
        self.contract.order_id._action_cancel()
        self.contract.sudo()._write_step({"validity_date": False})
        self.assertIn("any more", self._sign(access_token=self.token)["error"])
        self.contract.order_id.action_draft()
        self.contract.sudo()._write_step({"validity_date": "2020-01-31"})
        self._receive(self.contract, 600)
        self._sign(access_token=self.token)
        self.assertEqual(self.contract.state, "effective")

    def test_bank_slip_opens_no_gate(self):
        answer = self._post(
            "paid",
            {"amount": "600.00", "reference": "SWIFT 77"},
            {"slip": ("../../slip.exe.pdf", PDF, "application/pdf")},
        )
        self.assertIn("message=claimed", answer.url)
        claim = self.contract.claim_ids
        self.assertEqual((claim.amount, claim.source, claim.state), (600, "buyer", "claimed"))
        self.assertNotIn("/", claim.attachment_id.name)
        self.assertTrue(self.contract.is_claimed_paid)
        self.assertEqual((self.contract.paid_amount, self.contract.deposit_settled), (0, False))
        self.contract.buyer_po_number = "PO-1"
        self.contract.action_countersign()
        self.assertEqual(self.contract.state, "countersigned")
        self.assertEqual(self.contract.order_id.state, "sent")

    def test_hostile_bank_slips(self):
        slip = {"slip": ("slip.pdf", PDF, "application/pdf")}
        for data, files in (
            ({"amount": "0"}, slip),
            ({"amount": "-600"}, slip),
            ({"amount": "nan"}, slip),
            ({"amount": "1e400"}, slip),
            ({"amount": "<b>600</b>"}, slip),
            ({"amount": "600"}, {"slip": ("page.html", b"<script>alert(1)</script>", "image/png")}),
            ({"amount": "600"}, {"slip": ("empty.pdf", b"", "application/pdf")}),
            ({"amount": "600"}, {"other": ("slip.pdf", PDF, "application/pdf")}),
        ):
            answer = self._post("paid", data, files)
            self.assertIn("message=refused", answer.url, data)
            self.assertIn("alert-danger", answer.text)
        self.assertFalse(self.contract.claim_ids)

    @mute_logger("odoo.http")
    def test_no_slips_without_the_link_or_the_token_of_the_form(self):
        slip = {"slip": ("slip.pdf", PDF, "application/pdf")}
        self.assertEqual(self._post("paid", {"amount": "6"}, slip, token="x").status_code, 404)
        url = f"{self.path}/paid?access_token={self.token}"
        self.assertEqual(self.url_open(url, data={"amount": "6"}, files=slip).status_code, 400)
        self.assertFalse(self.contract.claim_ids)

    def test_a_flood_of_slips(self):
        claims = self.env["foreign.trade.payment.claim"].with_user(self.rep)
        for _n in range(5):
            claims.create({"contract_id": self.contract.id, "amount": 1})
        answer = self._post("paid", {"amount": "6"}, {"slip": ("slip.pdf", PDF, "application/pdf")})
        self.assertIn("message=refused", answer.url)

    def test_scan(self):
        answer = self._post("scan", {}, {"scan": ("signed.png", PNG, "image/png")})
        self.assertIn("message=signed", answer.url)
        self.assertEqual(self.contract.state, "countersigned")
        self.assertEqual(base64.b64decode(self.contract.buyer_po_attachment), PNG)
        self.assertEqual(self.contract.activity_ids.user_id, self.rep)

    def test_finance_finds_the_money(self):
        wizard = self.env["foreign.trade.payment.claim.new"].with_user(self.rep)
        wizard.create(
            {
                "contract_id": self.contract.id,
                "slip": base64.b64encode(PDF),
                "slip_name": "slip.pdf",
            }
        ).action_claim()
        claim = self.contract.claim_ids
        self.assertEqual((claim.amount, claim.source), (600, "sales"))
        for door in (
            lambda: claim.with_user(self.rep).action_reject(),
            lambda: claim.with_user(self.rep).write({"amount": 1}),
            lambda: claim.with_user(self.admin).write({"state": "received"}),
            lambda: claim.with_user(self.rep).copy({"state": "received"}),
            lambda: self.contract.with_user(self.admin).write({"is_claimed_paid": False}),
        ):
            with self.assertRaises(UserError):  # of which a refused access is one
                door()
        action = claim.with_user(self.finance).action_register()
        receipt = self.env[action["res_model"]].with_user(self.finance)
        receipt.with_context(**action["context"]).create({"amount": 560}).action_register()
        self.assertEqual((claim.state, claim.decided_by_id), ("received", self.finance))
        self.assertTrue(self.contract.deposit_settled, "40 USD stayed with the banks")
        self.assertFalse(self.contract.is_claimed_paid)
        with self.assertRaises(UserError):
            claim.with_user(self.finance).action_reject()

    def test_no_file_of_somebody_else_is_opened(self):
        """A claim that names a foreign attachment would make it readable."""
        secret = (
            self.env["ir.attachment"]
            .with_user(self.finance)
            .create({"name": "salaries.pdf", "raw": PDF})
        )
        claims = self.env["foreign.trade.payment.claim"].with_user(self.rep)
        with self.assertRaises(UserError):
            claims.create(
                {"contract_id": self.contract.id, "amount": 1, "attachment_id": secret.id}
            )
        with self.assertRaises(AccessError):
            claims.with_user(self.rep2).create({"contract_id": self.contract.id, "amount": 1})
