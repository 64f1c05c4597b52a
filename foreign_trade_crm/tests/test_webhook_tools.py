import base64
import json

from hypothesis import given, strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import json_path, webhook_formats, webhook_payload, webhook_ready

DOCUMENT = {
    "id": 7,
    "buyer": {"email": "a@b.example", "Company name": "Casa Verde", "tags": []},
    "items": [{"name": "Chair", "qty": 2}, {"name": "Table", "qty": 0}],
    "answers": [
        {"field": {"ref": "mail"}, "text": "x@y.example"},
        {"field": {"ref": "Full.Name"}, "text": "John"},
    ],
}
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=15,
)


@tagged("post_install", "-at_install")
class TestJsonPath(BaseCase):
    def test_find(self):
        for path, values in {
            "id": [7],
            "$.id": [7],
            "buyer.email": ["a@b.example"],
            'buyer["Company name"]': ["Casa Verde"],
            "buyer.Company name": ["Casa Verde"],
            "items[0].name": ["Chair"],
            "items[-1].name": ["Table"],
            "items[5].name": [],
            "items[*].name": ["Chair", "Table"],
            "items[*].qty": [2, 0],
            "answers[field.ref=MAIL].text": ["x@y.example"],
            "answers[field.ref='full.name'].text": ["John"],
            "answers[field.ref=none].text": [],
            "buyer.tags": [],
            "missing.deeper[0]": [],
            "id.deeper": [],
            "missing | buyer.phone | id": [7],
            "buyer.currency | 'USD'": ["USD"],
            "'a | b'": ["a | b"],
            "items[0].name + buyer.email": ["Chair a@b.example"],
            "items[0].name + missing": ["Chair"],
            "missing + gone | id": [7],
            "'+49' + missing | id": [7],
            "'No.' + id": ["No. 7"],
            "buyer + id": [DOCUMENT["buyer"]],
        }.items():
            self.assertEqual(json_path.find(path, DOCUMENT), values, path)

    def test_errors_tell_where(self):
        for path, kind, position in (
            ("", "empty", 1),
            ("a |", "empty", 4),
            ("a[0] + ", "empty", 8),
            ("a..b", "name", 3),
            (".a", "name", 1),
            ("a[", "bracket", 2),
            ("a[b]", "bracket", 2),
            ("a[0", "bracket", 2),
            ("a]", "end", 2),
            ("'a' b", "end", 5),
            ("a=b", "end", 2),
            ("x" * 501, "long", 500),
        ):
            with self.assertRaises(json_path.PathError) as caught:
                json_path.parse(path)
            self.assertEqual((caught.exception.kind, caught.exception.position), (kind, position))

    @given(st.text(alphabet="ab.[]*='\"|$0-1 ", max_size=20), json_values)
    def test_any_text_is_a_path_or_refused(self, path, document):
        try:
            self.assertIsInstance(json_path.find(path, document), list)
        except json_path.PathError as error:
            self.assertGreater(error.position, 0)

    def test_ready_mappings_read_their_examples(self):
        for kind, lines in webhook_ready.READY.items():
            for _field, path in lines:
                json_path.parse(path)
            facts, errors = webhook_formats.read(lines, webhook_ready.EXAMPLES[kind], True)
            self.assertFalse(errors)
            self.assertTrue(facts["external_id"])
            self.assertTrue(facts["contact_name"])


@tagged("post_install", "-at_install")
class TestWebhookPayload(BaseCase):
    def test_what_is_refused(self):
        for raw in (
            b"",
            b"{",
            b"[]",
            b"[1]",
            b'"text"',
            b"null",
            b'{"a": NaN}',
            b'{"a": Infinity}',
            b"\xff\xfe",
            b"[" * 100_000,
            b'{"a":' * 100 + b"1" + b"}" * 100,
            b'{"a": ' + b"9" * 5000 + b"}",
        ):
            with self.assertRaises(webhook_payload.PayloadError):
                webhook_payload.parse(raw)
        self.assertEqual(webhook_payload.parse(b'\xef\xbb\xbf{"a": 1}'), {"a": 1})

    @given(st.binary(max_size=200))
    def test_any_bytes(self, raw):
        try:
            self.assertIsInstance(webhook_payload.parse(raw), (dict, list))
        except webhook_payload.PayloadError as error:
            self.assertTrue(str(error))

    @given(st.binary(max_size=100), st.text(max_size=90))
    def test_signature(self, raw, noise):
        signature = webhook_payload.sign("secret", raw)
        self.assertTrue(webhook_payload.is_signed("secret", raw, signature))
        self.assertTrue(webhook_payload.is_signed("secret", raw, signature[7:].upper()))
        self.assertFalse(webhook_payload.is_signed("other", raw, signature))
        self.assertFalse(webhook_payload.is_signed("secret", raw + b" ", signature))
        self.assertFalse(webhook_payload.is_signed("secret", raw, noise))
        self.assertFalse(webhook_payload.is_signed("", raw, webhook_payload.sign("", raw)))

    def test_base64_signature(self):
        # as form builders send it: openssl dgst -sha256 -hmac secret -binary | base64
        raw = b'{"a":1}'
        digest = bytes.fromhex(webhook_payload.sign("secret", raw)[7:])
        self.assertTrue(
            webhook_payload.is_signed("secret", raw, f"sha256={base64.b64encode(digest).decode()}")
        )

    def test_token(self):
        self.assertTrue(webhook_payload.is_token("s3cret", "Bearer s3cret"))
        self.assertTrue(webhook_payload.is_token("s3cret", "s3cret"))
        for given_token in ("", None, "Bearer", "s3cre", "ß", "s3cret s3cret"):
            self.assertFalse(webhook_payload.is_token("s3cret", given_token))
        self.assertFalse(webhook_payload.is_token("", ""))

    def test_split_of_envelopes(self):
        document = json.loads(json.dumps(webhook_ready.EXAMPLES["whatsapp"]))
        value = document["entry"][0]["changes"][0]["value"]
        value["messages"].append({"from": "34612345678", "id": "wamid.2", "type": "text"})
        value["contacts"].append({"profile": {"name": "Ana"}, "wa_id": "34612345678"})
        value["statuses"] = [{"id": "wamid.0", "status": "read"}]
        first, second = webhook_payload.split("whatsapp", document)
        name = "entry[0].changes[0].value.contacts[0].profile.name"
        self.assertEqual(json_path.find(name, first), ["Carlos Mendoza"])
        self.assertEqual(json_path.find(name, second), ["Ana"])
        self.assertEqual(len(webhook_payload.statuses(document)), 1)
        for broken in ({}, {"entry": 1}, {"entry": [1, {"changes": [{"value": []}]}]}):
            self.assertEqual(webhook_payload.split("whatsapp", broken), [])
        with self.assertRaises(webhook_payload.PayloadError):
            webhook_payload.split("generic", [{"id": 1}] * 201)

    @given(st.sampled_from(sorted(webhook_ready.READY)), st.dictionaries(st.text(), json_values))
    def test_reading_never_fails(self, kind, document):
        for item in webhook_payload.split(kind, document):
            for strict in (True, False):
                facts, errors = webhook_formats.read(webhook_ready.READY[kind], item, strict)
                self.assertIsInstance(facts, dict)
                self.assertTrue(set(errors.values()) <= {"text", "number", "email"})

    def test_what_nobody_asked_for_is_kept(self):
        document = webhook_ready.EXAMPLES["meta_leads"]
        facts, _errors = webhook_formats.read(webhook_ready.READY["meta_leads"], document, False)
        self.assertEqual(facts["more"], {"how_many_containers_a_year?": "6"})
        names = [{"name": f"{one}_name", "values": [one]} for one in ("first", "last")]
        lines = webhook_ready.READY["meta_leads"]
        facts, _errors = webhook_formats.read(lines, {"field_data": names}, False)
        self.assertEqual(facts["contact_name"], "first last")
        document = {"email": "a@b.example", "colour": "green", "shops": 12}
        facts, _errors = webhook_formats.read(webhook_ready.READY["generic"], document, True)
        self.assertEqual(facts["more"], {"colour": "green", "shops": "12"})
        answers = [{"label": "Other", "value": value} for value in ("Umbrellas", "Grills")]
        facts, _errors = webhook_formats.read([], {"answers": answers}, False)
        self.assertEqual(facts["more"], {"Other": "Umbrellas, Grills"})
