import base64
from unittest.mock import patch

from hypothesis import given, settings, strategies as st

from odoo.exceptions import AccessError, UserError
from odoo.tests import BaseCase, tagged

from ..tools import vcard
from .lead_import_common import LeadImportCommon

V21 = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\n"
    "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B;=E5=B0=8F=E6=98=8E;;;\r\n"
    "ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=8F=B0=E4=B8=AD=E5=9B=AD=E8=97=9D;=\r\n"
    "=E9=87=87=E8=B4=AD\r\n"
    "TEL;WORK;FAX:+886 4 2222 0000\r\nTEL;CELL:+886 912 345 678\r\n"
    "EMAIL;INTERNET:wang@garden.example\r\n"
    "PHOTO;ENCODING=BASE64;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD\r\n"
    " /2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJ\r\n\r\n"
    "ADR;WORK:;;12 Park Road;Taichung;;400;Taiwan\r\n"
    "END:VCARD\r\n"
)
V30 = (
    "BEGIN:VCARD\nVERSION:3.0\nFN:Anna Schmidt\nN:Schmidt;Anna;;Dr.;\n"
    "ORG:Elbe Garden Trading GmbH;Purchasing\nTITLE:Head of Purchasing\n"
    "item1.EMAIL;type=INTERNET;type=pref:a.schmidt@elbe.example\n"
    "EMAIL;type=HOME:anna@home.example\n"
    "TEL;type=WORK;type=VOICE:+49 40 1234567\nitem2.URL:https://www.elbe.example\n"
    "item3.URL:https://wa.me/4915112345678\n"
    "ADR;TYPE=WORK:;2nd floor;Hafenstraße 12;Hamburg;;20457;Germany\n"
    "NOTE:Met at the fair\\, wants\\nsamples and a very long line that is folded here\n"
    "  after a space\nEND:VCARD\n"
)
V40 = (
    "BEGIN:VCARD\nVERSION:4.0\nFN:Lucía Fernández\nEMAIL;PREF=1:lucia@casa.example\n"
    'TEL;VALUE=uri;TYPE="cell,voice":tel:+52-55-1234-5678\nORG:Casa Jardín S.A.\n'
    "LANG:es\nIMPP;X-SERVICE-TYPE=WhatsApp:x-apple:+525512345678\nEND:VCARD\n"
)


@tagged("post_install", "-at_install")
class TestVcardText(BaseCase):
    """Reading cards, without a database."""

    def _read(self, text):
        return vcard.read(vcard.split(text.encode())[0])

    def test_version_2(self):
        facts = self._read(V21)
        self.assertEqual(facts["contact_name"], "王小明")
        self.assertEqual(facts["company_name"], "台中园藝")
        self.assertEqual(facts["phone"], "+886 912 345 678", "the mobile, not the fax")
        self.assertEqual(facts["email"], "wang@garden.example")
        self.assertEqual((facts["street"], facts["zip"]), ("12 Park Road", "400"))
        self.assertEqual((facts["city"], facts["country"]), ("Taichung", "Taiwan"))

    def test_version_3(self):
        facts = self._read(V30)
        self.assertEqual(facts["contact_name"], "Anna Schmidt")
        self.assertEqual(facts["company_name"], "Elbe Garden Trading GmbH")
        self.assertEqual(facts["position"], "Head of Purchasing")
        self.assertEqual(facts["email"], "a.schmidt@elbe.example")
        self.assertEqual(facts["whatsapp"], "+4915112345678")
        self.assertEqual(facts["website"], "https://www.elbe.example")
        self.assertIn("fair, wants\nsamples", facts["message"])
        self.assertIn("folded here after", facts["message"])
        self.assertIn("anna@home.example", facts["more"].values())

    def test_version_4(self):
        facts = self._read(V40)
        self.assertEqual(facts["phone"], "+52-55-1234-5678")
        self.assertEqual(facts["whatsapp"], "+525512345678")
        self.assertEqual(facts["language"], "es")

    def test_many_cards_and_charsets(self):
        self.assertEqual(len(vcard.split((V21 + V30 + V40).encode())), 3)
        card = "BEGIN:VCARD\nFN:王小明\nORG:台中园艺有限公司\nEND:VCARD"
        self.assertEqual(
            vcard.read(vcard.split(card.encode("gb18030"))[0])["contact_name"], "王小明"
        )
        quoted = "=CD=F5=D0=A1=C3=F7"
        text = f"BEGIN:VCARD\nFN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:{quoted}\nEND:VCARD"
        self.assertEqual(self._read(text)["contact_name"], "王小明")

    def test_what_programs_make_of_it(self):
        big5 = "BEGIN:VCARD\nFN;CHARSET=BIG5:王\nORG;CHARSET=BIG5:台灣花園有限公司\nEND:VCARD"
        [card] = vcard.split(big5.encode("big5"))
        self.assertEqual(vcard.read(card)["company_name"], "台灣花園有限公司")
        for text, name, fact in (
            ("FN;ENCODING=b;CHARSET=UTF-8:5p2O5aic", "contact_name", "李娜"),
            ("FN:王\nFN;PREF=1:Wang Fang", "contact_name", "Wang Fang"),
            ("FN:x\nEMAIL:mailto:a@b.example", "email", "a@b.example"),
            ("NOTE;QUOTED-PRINTABLE:=E4=BD=A0=\n =E5=A5=BD", "message", "你好"),
            ("NOTE;ENCODING=QUOTED-PRINTABLE:=E4=BD=A0=", "message", "你"),
            (
                "N:Boss;Big\nAGENT:\nBEGIN:VCARD\nN:Little;Ann\nEND:VCARD\nTEL:+34 1",
                "contact_name",
                "Big Boss",
            ),
        ):
            facts = self._read(f"BEGIN:VCARD\n{text}\nEND:VCARD")
            self.assertEqual(facts.get(name), fact)

    def test_a_card_cut_off(self):
        """It takes neither the next one with it nor for ever."""
        cards = vcard.split(b"BEGIN:VCARD\nFN:Cut\n" * 20_000 + V30.encode())
        self.assertEqual([vcard.read(card)["contact_name"] for card in cards], ["Anna Schmidt"])

    def test_huge_photo(self):
        photo = "PHOTO;ENCODING=b;TYPE=JPEG:" + "\n ".join(["A" * 74] * 60_000)
        facts = self._read(V30.replace("TITLE", photo + "\nTITLE"))
        self.assertEqual(facts["position"], "Head of Purchasing")

    def test_the_same_card_saved_again(self):
        again = V30.replace("VERSION:3.0", "VERSION:3.0\nPRODID:-//Phone//2\nREV:2026-01-01")
        self.assertEqual(
            vcard.card_id(vcard.split(V30.encode())[0]),
            vcard.card_id(vcard.split(again.encode())[0]),
        )

    @given(st.text(max_size=400))
    @settings(max_examples=150, deadline=None)
    def test_any_text(self, text):
        for card in vcard.split(f"BEGIN:VCARD\n{text}\nEND:VCARD".encode("utf-8", "replace")):
            self.assertIsInstance(vcard.read(card), dict)


@tagged("post_install", "-at_install")
class TestVcard(LeadImportCommon):
    """Cards uploaded by a representative become leads."""

    def _upload_cards(self, *texts, user=None, **values):
        user = user or self.rep
        env = self.env(user=user, context={"allowed_company_ids": self.company.ids})
        attachments = env["ir.attachment"].create(
            [
                {"name": f"card{n}.vcf", "datas": base64.b64encode(text.encode())}
                for n, text in enumerate(texts)
            ]
        )
        wizard = env["foreign.trade.card.upload"].create(
            {"channel_id": self.fair.id, "attachment_ids": [(6, 0, attachments.ids)], **values}
        )
        return wizard.action_upload()

    def _cards(self):
        return self.inquiries.search([("payload_type", "=", "vcard")])

    def test_cards_become_leads(self):
        action = self._upload_cards(V21 + V30, V40, note="Canton Fair, booth 8.1")
        self.assertEqual(action["res_model"], "crm.lead")
        cards = self._cards()
        self.assertEqual(cards.mapped("state"), ["processed"] * 3)
        lead = cards.lead_id.filtered(lambda one: one.contact_name == "Anna Schmidt")
        self.assertEqual(lead.partner_name, "Elbe Garden Trading GmbH")
        self.assertEqual(lead.function, "Head of Purchasing")
        self.assertEqual(lead.street, "Hafenstraße 12, 2nd floor")
        self.assertEqual(lead.country_id.code, "DE")
        self.assertEqual(lead.user_id, self.rep)
        self.assertEqual(lead.create_uid, self.rep)
        self.assertIn("booth 8.1", lead.description)
        self.assertFalse(lead.partner_id)
        self.assertEqual(lead.inquiry_ids.proposed_class, "lead")
        self.assertIn("Anna Schmidt", lead.inquiry_ids.preview)
        self.assertTrue(lead.inquiry_ids.raw_filename.endswith(".vcf"))

    def test_the_same_card_twice(self):
        self._upload_cards(V30)
        action = self._upload_cards(V30, user=self.rep2)
        self.assertEqual(len(self._cards()), 1)
        self.assertEqual(action["tag"], "display_notification")

    def test_by_rule(self):
        self._rule(user_id=self.rep2.id)
        self._upload_cards(V30, mine=False)
        self.assertEqual(self._cards().lead_id.user_id, self.rep2)

    def test_mine_but_for_known_buyers(self):
        """A colleague's buyer stays the colleague's; nobody else hears of cards that are mine."""
        self._rule(user_id=self.manager.id)
        self._lead(user_id=self.rep2.id, email_from="a.schmidt@elbe.example")
        notices = self.env["mail.message"].search([])
        self._upload_cards(V30 + V40)
        first, second = self._cards().lead_id.sorted("contact_name")
        self.assertEqual((first.user_id, first.assignment_kind), (self.rep2, "duplicate"))
        self.assertEqual((second.user_id, second.assignment_kind), (self.rep, False))
        told = (self.env["mail.message"].search([]) - notices).notified_partner_ids
        self.assertIn(self.rep2.partner_id, told)
        self.assertNotIn(self.manager.partner_id, told)

    def test_too_many_cards(self):
        with patch.object(vcard, "MAX_CARDS", 1), self.assertRaises(UserError):
            self._upload_cards(V30 + V40)
        self.assertFalse(self._cards())

    def test_an_empty_card_is_kept(self):
        self._upload_cards("BEGIN:VCARD\nVERSION:3.0\nEND:VCARD")
        self.assertEqual(self._cards().state, "rejected")

    def test_no_card(self):
        with self.assertRaises(UserError):
            self._upload_cards("Anna Schmidt, Hamburg")

    def test_who_may(self):
        self._upload_cards(V40, user=self.clerk)
        with self.assertRaises(AccessError):
            self._upload_cards(V30, user=self.finance)
