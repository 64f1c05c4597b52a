import phonenumbers
from hypothesis import given, settings, strategies as st

from odoo.tests import BaseCase, tagged
from odoo.tools import email_normalize

from odoo.addons.phone_validation.tools.phone_validation import phone_format

from ..tools import duplicate_keys

NAMES = st.text(max_size=40)

# What one company is called in a year of mails; each line is one company.
SAME = (
    ("Casa Verde, S. de R.L. de C.V.", "CASA VERDE S DE RL DE CV", "Casa-Verde S.A. de C.V."),
    ("Grüne Gärten GmbH", "GRÜNE GÄRTEN GMBH & CO. KG", "Grune Garten"),
    ("狮城户外用品有限公司", "狮城户外用品有限责任公司", "狮城户外用品"),
    ("株式会社ガーデン", "ガーデン㈱", "(株)ガーデン", "ガーデン"),
    ("주식회사 가든", "(주)가든", "가든"),
    ("ООО «Садовый Дом»", "САДОВЫЙ ДОМ", "Садовый дом, ООО"),
    ("PT. Taman Indah Tbk", "Taman Indah"),
    ("Công ty TNHH Vườn Xanh", "VUON XANH", "Vườn Xanh Co., Ltd"),
    ("Ogród Sp. z o.o.", "OGROD SP Z OO", "Ogród sp. z o. o."),
    ("Zahrada s.r.o.", "Zahrada, spol. s r.o.", "zahrada"),
    ("Bahçe San. ve Tic. Ltd. Şti.", "BAHÇE LTD. ŞTİ.", "Bahce A.Ş."),
    ("Jardin S.à r.l.", "SARL Jardin", "JARDIN SAS"),
    ("Bella Casa S.p.A.", "BELLA CASA SPA", "Bella Casa"),
    ("Garden A/S", "Garden ApS", "Garden Oy", "Garden AB", "Garden B.V.", "Garden N.V."),
    ("Smith & Sons Pty Ltd", "Smith and Sons", "SMITH & SONS (PTY) LTD."),
    ("O'Brien Ltd", "O’Brien Limited", "OBRIEN"),
    ("The Home Depot, Inc.", "Home Depot"),
    ("Garden World FZ-LLC", "GardenWorld FZE", "Garden World L.L.C."),
    ("Verde Ltda.", "Verde Lda", "VERDE S.A.S.", "Verde S.A.C.", "Verde C.A."),
    ("Green Sdn. Bhd.", "Green Pte. Ltd.", "Green Pvt. Ltd.", "GREEN PRIVATE LIMITED"),
    ("Κήπος Α.Ε.", "ΚΗΠΟΣ ΕΠΕ"),
    ('גן ירוק בע"מ', "גן ירוק"),
    ("شركة الحديقة ذ.م.م", "الحديقة"),
    ("บริษัท สวนสวย จำกัด", "สวนสวย"),
    ("３Ｍ Company", "3M Co."),
)


@tagged("post_install", "-at_install")
class TestDuplicateKeys(BaseCase):
    """The keys under which a buyer is found again; no database needed."""

    def test_one_company_has_one_key(self):
        seen = set()
        for spellings in SAME:
            keys = {duplicate_keys.company_name_key(name) for name in spellings}
            self.assertEqual(len(keys), 1, f"{spellings}: {keys}")
            self.assertTrue(keys.isdisjoint(seen), "no two lines are one company")
            self.assertNotIn("", keys)
            seen |= keys

    def test_different_companies_have_different_keys(self):
        for one, other in (
            ("Casa Verde S.A.", "Casa Azul S.A."),
            ("Nord Est Srl", "Nord Srl"),
            ("Bella Spa Ltd", "Bella Ltd"),
            ("宁波花园有限公司", "宁波花园集团有限公司"),
            ("Garden Hong Kong Ltd", "Garden Shenzhen Ltd"),
        ):
            self.assertNotEqual(
                duplicate_keys.company_name_key(one), duplicate_keys.company_name_key(other)
            )

    def test_names_that_tell_nothing(self):
        for name in ("", None, False, "n/a", "-", "Ltd", "Co., Ltd.", "Private", "12345", "无"):
            self.assertEqual(duplicate_keys.company_name_key(name), "", name)
            self.assertEqual(duplicate_keys.company_name_keys(name), set(), name)

    def test_umlauts_are_looked_for_both_ways(self):
        stored = {duplicate_keys.company_name_key(n) for n in ("Grüne Gärten", "Gruene Gaerten")}
        self.assertEqual(len(stored), 2)
        for typed in ("Grüne Gärten GmbH", "Gruene Gaerten GmbH"):
            self.assertEqual(duplicate_keys.company_name_keys(typed), stored)
        self.assertEqual(len(duplicate_keys.company_name_keys("Aero Trading LLC")), 1)

    def test_website(self):
        for url, domain in (
            ("https://www.casa-verde.com.mx/contact?x=1", "casa-verde.com.mx"),
            ("WWW.Casa.ES", "casa.es"),
            ("http://user@shop.acme.com:8080/", "acme.com"),
            ("https://subsidiary.acme.com", "subsidiary.acme.com"),
            ("www.grüne.example", "xn--grne-1ra.example"),
            ("https://casaverde.en.alibaba.com", ""),
            ("facebook.com/casaverde", ""),
            ("http://192.168.1.4", ""),
            ("gmail.com", ""),
            ("none", ""),
            (None, ""),
            (False, ""),
        ):
            self.assertEqual(duplicate_keys.website_domain(url), domain, url)

    def test_domains_of_a_record(self):
        keys = duplicate_keys.domain_keys
        self.assertEqual(keys("anna@gmail.com", "acme.com"), ("acme.com", ""))
        self.assertEqual(keys("anna@acme.com", "www.acme.com"), ("acme.com", ""))
        self.assertEqual(
            keys("anna@acme.com", "acme.shop.example"), ("acme.com", "acme.shop.example")
        )
        self.assertEqual(keys(False, False), ("", ""))

    def test_phone(self):
        self.assertEqual(duplicate_keys.phone_key("(020) 7946 0018", "GB"), "+442079460018")
        self.assertEqual(duplicate_keys.phone_key("0044 20 7946 0018", "CN"), "+442079460018")
        self.assertEqual(duplicate_keys.phone_key("call me", "GB"), "")

    def test_phone_as_odoo_stores_it(self):
        """Numbers of all kinds from all countries, written at home and abroad."""
        checked = 0
        for region in sorted(phonenumbers.SUPPORTED_REGIONS):
            for kind in (
                phonenumbers.PhoneNumberType.FIXED_LINE,
                phonenumbers.PhoneNumberType.MOBILE,
            ):
                example = phonenumbers.example_number_for_type(region, kind)
                for style in (
                    phonenumbers.PhoneNumberFormat.NATIONAL,
                    phonenumbers.PhoneNumberFormat.INTERNATIONAL,
                ):
                    if example:
                        written = phonenumbers.format_number(example, style)
                        odoos = phone_format(written, region, None, "E164", False)
                        self.assertEqual(duplicate_keys.phone_key(written, region), odoos)
                        checked += 1
        self.assertGreater(checked, 700)

    def test_best_first(self):
        def match(id_, keys, model="crm.lead", user_id=1, active=True):
            return {"id": id_, "keys": keys, "model": model, "user_id": user_id, "active": active}

        matches = [
            match(9, {"domain"}),
            match(1, {"email"}, active=False),
            match(2, {"email"}),
            match(3, {"email"}, model="res.partner"),
            match(4, {"email", "phone"}, user_id=False),
            match(5, {"name", "domain"}),
        ]
        order = [found["id"] for found in duplicate_keys.best_first(matches)]
        self.assertEqual(order, [4, 3, 2, 1, 5, 9])

    def test_first_of_kind(self):
        keys = [[("e", 1)], [("p", 2)], [("e", 1), ("p", 3)], [], [("p", 3)], [("p", 2)]]
        self.assertEqual(duplicate_keys.first_of_kind(keys), [None, None, 0, None, 0, 1])

    @settings(max_examples=300, deadline=None)
    @given(NAMES)
    def test_case_and_punctuation_do_not_matter(self, name):
        key = duplicate_keys.company_name_key(name)
        self.assertEqual(duplicate_keys.company_name_key(f"  «{name}».  "), key)
        self.assertLessEqual(len(key), duplicate_keys.MAX_KEY)
        if name.isascii():
            self.assertEqual(duplicate_keys.company_name_key(name.upper()), key)

    @settings(max_examples=300, deadline=None)
    @given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=12))
    def test_a_legal_form_does_not_matter(self, word):
        key = duplicate_keys.company_name_key(f"Zq{word}zq")
        for form in ("Ltd", "LLC", "GmbH", "S.A.", "有限公司", "S. de R.L. de C.V.", "Co., Ltd."):
            self.assertEqual(duplicate_keys.company_name_key(f"Zq{word}zq {form}"), key)

    @settings(max_examples=300, deadline=None)
    @given(st.one_of(st.emails(), st.text(max_size=40), st.emails().map("Buyer <{}>".format)))
    def test_email_as_odoo_stores_it(self, email):
        odoos = email_normalize(email, strict=False) or ""
        self.assertEqual(duplicate_keys.email_key(email) or "", odoos)

    @settings(max_examples=300, deadline=None)
    @given(st.text(max_size=60))
    def test_no_text_breaks_it(self, text):
        duplicate_keys.company_name_keys(text)
        duplicate_keys.website_domain(text)
        duplicate_keys.email_domain(text)
        duplicate_keys.phone_key(text, "CN")
